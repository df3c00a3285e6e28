"""Spanish: jueves 4 de marzo de 2027, 6:00 p.m."""

globals().update(
    {
        "l, F j, Y, g:i A": r"l j \d\e F \d\e Y, g:i A",
        "l, F j, g:i A": r"l j \d\e F, g:i A",
        "l, F j, Y": r"l j \d\e F \d\e Y",
        "l, F j": r"l j \d\e F",
        "F j, Y": r"j \d\e F \d\e Y",
        "F j": r"j \d\e F",
    }
)
