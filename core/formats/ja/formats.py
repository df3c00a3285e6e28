"""Japanese: 2027年3月4日（木）午後6:00"""

globals().update(
    {
        "l, F j, Y, g:i A": "Y年n月j日（D）Ag:i",
        "l, F j, g:i A": "n月j日（D）Ag:i",
        "l, F j, Y": "Y年n月j日（D）",
        "l, F j": "n月j日（D）",
        "F j, Y": "Y年n月j日",
        "F j": "n月j日",
        "g:i A": "Ag:i",
    }
)
