TEXTS = {
    "participation": """La clase la da el Departamento de Policía de Torrance en las noches que figuran en esta página. Consiste en charlas, visitas y demostraciones. La participación es voluntaria.

Lo que tiene más riesgo se pregunta por separado: las noches prácticas y el recorrido en patrulla.

Entiendo que, aun así, hay riesgos. Hasta donde la ley lo permite, no hago responsables a la Ciudad de Torrance, a su Departamento de Policía ni a su personal de lesiones o daños que resulten de la participación.

La familia se encarga de que el estudiante llegue y vuelva a casa. Si alguien lo recoge, el estudiante se va solamente con un adulto que la familia haya nombrado.

Puedo retirar este consentimiento en cualquier momento, con el enlace de nuestros correos o por teléfono. Entonces el estudiante deja de participar.""",
    "hands_on": """Algunas noches los estudiantes prueban cosas ellos mismos: el campo de tiro, equipo menos letal como un lanzador de bolsas de perdigones, perros policía (K-9) y situaciones actuadas. Puede haber ruido fuerte, luces intermitentes, escenas fuertes y ejercicio físico.

Los oficiales explican primero las reglas de seguridad y están con los estudiantes todo el tiempo. El estudiante puede no hacer cualquier cosa que no quiera.

La respuesta puede ser no. Entonces el estudiante no hace estas partes y participa en todo lo demás.""",
    "ride_along": """En el recorrido en patrulla, el estudiante va en el auto de policía mientras un oficial trabaja. El oficial puede recibir una llamada grave. El estudiante puede ver u oír cosas que impresionan, y no se puede descartar todo riesgo.

El estudiante hace lo que dice el oficial y puede pedir en cualquier momento que termine el recorrido.

La respuesta puede ser no. No cambia nada en el lugar del estudiante en la clase.""",
    "photos": """El departamento puede tomar fotos y video del estudiante en la clase y mostrarlos en sus propias publicaciones y en su sitio web. Nadie recibe pago por esto. No se muestra el nombre del estudiante.

La respuesta puede ser no. No cambia nada en el lugar del estudiante en la clase. Si se retira un sí, no se hace material nuevo y ya no se usa el que tenemos.""",
    "school": """La escuela da el crédito. Para eso, el departamento informa a la escuela del estudiante a qué noches asistió, cuántas horas fueron y si completó la clase.

Nada más de estas respuestas va a la escuela, y nada sobre la salud.

La respuesta puede ser no. Entonces el estudiante puede participar de todos modos, pero la escuela no puede dar el crédito.""",
    "treatment": """Si el estudiante se lastima o se enferma, los oficiales dan primeros auxilios y llaman al 911. Llamamos de inmediato a los padres o tutores y al contacto de emergencia.

Con un sí, acepto que el estudiante reciba tratamiento médico de emergencia cuando no se pueda localizar a tiempo a ninguno de nosotros.

La respuesta puede ser no. En una emergencia se llama al 911 en todo caso.""",
    "conduct": """Trato con respeto a los oficiales, al personal y a los otros estudiantes.

Sigo las instrucciones de los oficiales, sobre todo en las noches prácticas.

Llego a tiempo. Si no puedo venir, aviso antes al coordinador.

No traigo armas, alcohol ni drogas, y no vengo bajo su influencia.

No tomo fotos ni video sin permiso. Lo que llego a saber de otras personas en la clase se queda en la clase.

Si no cumplo estas reglas, el departamento puede terminar mi participación y se lo dice a mi padre, madre o tutor.""",
    "purpose": """Usamos las respuestas solamente para esta clase: para saber quién viene, para comunicarnos con la familia, para la seguridad de los estudiantes y, si la familia está de acuerdo, para informar a la escuela.

Nunca se usan para registros policiales ni para inteligencia. No se copian a bases de datos de la policía y no se investiga a nadie con ellas. No preguntamos sobre el estatus migratorio, las calificaciones ni la disciplina.

Hay una excepción, que la ley exige: si una respuesta muestra que se le hace daño a un menor, debemos reportarlo.

Quién lee qué: el coordinador del programa lee las respuestas. Lo que usted escribe sobre la salud lo lee solo el coordinador, y cada lectura queda registrada. Los instructores ven el nombre del estudiante, los consentimientos y que hay una alergia o condición, pero no cuál. El consejero escolar ve solamente quién ha respondido.

Si el estudiante no participa, borramos estas respuestas tan pronto como la ley lo permita.""",
}
