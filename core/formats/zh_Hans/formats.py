"""Chinese: 2027年3月4日星期四, 下午6:00"""

globals().update(
    {
        "l, F j, Y, g:i A": "Y年n月j日l Ag:i",
        "l, F j, g:i A": "n月j日l Ag:i",
        "l, F j, Y": "Y年n月j日l",
        "l, F j": "n月j日l",
        "F j, Y": "Y年n月j日",
        "F j": "n月j日",
        "g:i A": "Ag:i",
    }
)
