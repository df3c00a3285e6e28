TEXTS = {
    "participation": """The class is held by the Torrance Police Department on the evenings that stand on this page. It consists of talks, tours and demonstrations. Taking part is voluntary.

What carries more risk is asked for separately: the hands-on evenings and the ride-along.

I understand that there are risks all the same. As far as the law allows, I do not hold the City of Torrance, its Police Department and their people liable for injury or damage from taking part.

The family sees to it that the student comes and gets home. Who is picked up leaves only with an adult whom the family has named.

I can take this consent back at any time, by the link in our mails or by phone. Then the student no longer takes part.""",
    "hands_on": """On some evenings students try things themselves: the shooting range, less-lethal equipment such as a bean-bag launcher, police dogs (K-9) and acted scenarios. There can be loud noise, flashing lights, strong scenes and physical exercise.

Officers explain the safety rules first, and stay with the students the whole time. The student can sit out anything.

This can be a no. Then the student sits these parts out and takes part in everything else.""",
    "ride_along": """On a ride-along the student sits in a patrol car while an officer works. The officer may be called to something serious. The student may see or hear things that are upsetting, and a risk cannot be ruled out.

The student does what the officer says, and can ask to end the ride at any time.

This can be a no. It changes nothing about the student's place in the class.""",
    "photos": """The department may take photos and video of the student in the class, and may show them in its own publications and on its website. Nobody is paid for this. The student's name is not shown.

This can be a no. It changes nothing about the student's place in the class. Whoever takes a yes back: then new material is not made, and what we have is no longer used.""",
    "school": """The school gives the credit. For this, the department tells the student's school which evenings the student attended, how many hours these were, and whether the class was completed.

Nothing else from these answers goes to the school, and nothing about health.

This can be a no. Then the student can take part all the same, but the school can give no credit.""",
    "treatment": """If the student is hurt or falls ill, officers give first aid and call 911. We call the parents or guardians and the emergency contact at once.

With a yes, I agree that the student gets emergency medical treatment when none of us can be reached in time.

This can be a no. In an emergency, 911 is called in any case.""",
    "conduct": """I treat officers, staff and other students with respect.

I follow the instructions of the officers, above all on hands-on evenings.

I come on time. If I cannot come, I tell the coordinator before.

I bring no weapon, no alcohol and no drugs, and I do not come under their influence.

I take no photos or video without permission. What I learn about other people in the class stays in the class.

If I do not keep these rules, the department may end my participation. It tells my parent or guardian.""",
    "purpose": """We use the answers for this class alone: to know who comes, to reach the family, to keep the students safe, and, if the family agrees, to tell the school.

They are never used for police records or for intelligence. They are not copied into police databases, and nobody is investigated with them. We do not ask about immigration status, grades or discipline.

There is one exception, which the law demands: if an answer shows that a child is being harmed, we must report it.

Who reads what: the program coordinator reads the answers. What you write about health is read by the coordinator alone, and each reading is recorded. Instructors see the student's name, the consents, and that there is an allergy or condition, but not which. The counselor sees only who has answered.

If the student does not take part, we erase these answers as soon as the law allows.""",
}
