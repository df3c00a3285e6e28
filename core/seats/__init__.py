"""Seats and the line for them: one mechanism for classes and CHAT sessions.

`places`: what everybody's place in something with seats has in common. `seating`: how seats change hands.
`deadlines`: until when an offered seat waits for an answer.
"""
