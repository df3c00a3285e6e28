"""The first version of what participants agree to; the City's own replaces it as version 2."""

TEXTS = {
    "conduct": """I treat officers, staff and other participants with respect.

I follow the instructions of the officers, above all on hands-on evenings.

I bring no weapon and no alcohol, and I do not come under the influence of drugs or alcohol.

What I learn about other people in the class stays in the class.

The department may end my participation if I do not keep these rules.""",
    "liability": """I take part of my own free will. Some evenings are hands-on: there can be loud noise, flashing lights and physical exercise, and I can sit out any of them.

I understand that there are risks. As far as the law allows, I do not hold the City of Torrance, its Police Department and their people liable for injury or damage from my taking part.

In an emergency, I agree that medical help is called for me.""",
    "photo": """The department may take photos and video of me in the class, and may show them in its own publications and on its website. I get no pay for this.

I can say no and still take part in everything. I can change my mind at any time; then new material of me is not used.""",
}  # fmt: skip
