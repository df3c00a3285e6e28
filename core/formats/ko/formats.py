"""Korean: 2027년 3월 4일 목요일, 오후 6:00"""

globals().update(
    {
        "l, F j, Y, g:i A": "Y년 n월 j일 l A g:i",
        "l, F j, g:i A": "n월 j일 l A g:i",
        "l, F j, Y": "Y년 n월 j일 l",
        "l, F j": "n월 j일 l",
        "F j, Y": "Y년 n월 j일",
        "F j": "n월 j일",
        "g:i A": "A g:i",
    }
)
