"""Vietnamese: Thứ 5, ngày 4 tháng 3 năm 2027, 6:00 CH"""

globals().update(
    {
        "l, F j, Y, g:i A": r"l, \n\g\à\y j \t\h\á\n\g n \n\ă\m Y, g:i A",
        "l, F j, g:i A": r"l, \n\g\à\y j \t\h\á\n\g n, g:i A",
        "l, F j, Y": r"l, \n\g\à\y j \t\h\á\n\g n \n\ă\m Y",
        "l, F j": r"l, \n\g\à\y j \t\h\á\n\g n",
        "F j, Y": r"\n\g\à\y j \t\h\á\n\g n \n\ă\m Y",
        "F j": r"\n\g\à\y j \t\h\á\n\g n",
    }
)
