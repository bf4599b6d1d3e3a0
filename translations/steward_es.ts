<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es" sourcelanguage="en_US">
<context>
    <name>ActivityPage</name>
    <message>
        <source>Operations of this session</source>
        <translation>Operaciones de esta sesión</translation>
    </message>
    <message>
        <source>All operations</source>
        <translation>Todas las operaciones</translation>
    </message>
    <message>
        <source>Back to the list of operations</source>
        <translation>Volver a la lista de operaciones</translation>
    </message>
</context>
<context>
    <name>AdoptionDialog</name>
    <message>
        <source>Give It an Organization</source>
        <translation>Asignar una organización</translation>
    </message>
    <message>
        <source>Organization</source>
        <translation>Organización</translation>
    </message>
    <message>
        <source>Type its name and choose it</source>
        <translation>Escriba su nombre y elíjala</translation>
    </message>
    <message>
        <source>&amp;Show the plan…</source>
        <translation>Mostrar el &amp;plan…</translation>
    </message>
    <message>
        <source>Show the plan</source>
        <translation>Mostrar el plan</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
</context>
<context>
    <name>AlertSettings</name>
    <message>
        <source>Alerts</source>
        <translation>Alertas</translation>
    </message>
    <message>
        <source>An organization that was connected and is not any more, a pairing that sticks, a new duplicate, a store that cannot be read: each change is told once. More than five at once are told together.</source>
        <translation>Una organización que estaba conectada y ya no lo está, una vinculación atascada, un duplicado nuevo, un almacén que no se puede leer: cada cambio se avisa una vez. Más de cinco a la vez se avisan juntos.</translation>
    </message>
    <message>
        <source>&amp;Tell me what changes</source>
        <translation>&amp;Avisarme de lo que cambia</translation>
    </message>
    <message>
        <source>Which instances are watched</source>
        <translation>Qué instancias se vigilan</translation>
    </message>
    <message>
        <source>&amp;Quiet hours: only in the list, from</source>
        <translation>&amp;Horas de silencio: solo en la lista, desde las</translation>
    </message>
    <message>
        <source>Quiet from</source>
        <translation>Silencio desde</translation>
    </message>
    <message>
        <source>until</source>
        <translation>hasta</translation>
    </message>
    <message>
        <source>Quiet until</source>
        <translation>Silencio hasta</translation>
    </message>
    <message>
        <source>&amp;Go on beside the clock when the window is closed</source>
        <translation>&amp;Seguir junto al reloj cuando se cierra la ventana</translation>
    </message>
    <message>
        <source>This desktop has no such place. Changes are told in the window alone.</source>
        <translation>Este escritorio no tiene ese lugar. Los cambios se avisan solo en la ventana.</translation>
    </message>
    <message>
        <source>&amp;Start Steward with the system, in the background</source>
        <translation>&amp;Iniciar Steward con el sistema, en segundo plano</translation>
    </message>
</context>
<context>
    <name>BulkBar</name>
    <message>
        <source>All that are shown</source>
        <translation>Todas las que se muestran</translation>
    </message>
    <message>
        <source>Select all that are shown, or none</source>
        <translation>Seleccionar todas las que se muestran, o ninguna</translation>
    </message>
    <message>
        <source>&amp;Repair…</source>
        <translation>&amp;Reparar…</translation>
    </message>
    <message>
        <source>&amp;Pair…</source>
        <translation>&amp;Vincular…</translation>
    </message>
    <message>
        <source>&amp;Disable…</source>
        <translation>&amp;Desactivar…</translation>
    </message>
    <message>
        <source>&amp;More</source>
        <translation>&amp;Más</translation>
    </message>
    <message>
        <source>De&amp;lete…</source>
        <translation>&amp;Eliminar…</translation>
    </message>
    <message>
        <source>&amp;Clear</source>
        <translation>&amp;Quitar selección</translation>
    </message>
    <message>
        <source>Select nothing (Esc)</source>
        <translation>No seleccionar nada (Esc)</translation>
    </message>
</context>
<context>
    <name>ChooseStep</name>
    <message>
        <source>All groups that are shown</source>
        <translation>Todos los grupos que se muestran</translation>
    </message>
    <message>
        <source>Choose all groups that are shown, or none</source>
        <translation>Elegir todos los grupos que se muestran, o ninguno</translation>
    </message>
    <message>
        <source>&amp;All</source>
        <translation>&amp;Todos</translation>
    </message>
    <message>
        <source>Choose all groups that are shown</source>
        <translation>Elegir todos los grupos que se muestran</translation>
    </message>
    <message>
        <source>Filter: name, phone, last digits</source>
        <translation>Filtro: nombre, teléfono, últimas cifras</translation>
    </message>
    <message>
        <source>Filter the groups</source>
        <translation>Filtrar los grupos</translation>
    </message>
    <message>
        <source>Groups of duplicates; Space chooses one or leaves it out</source>
        <translation>Grupos de duplicados; Espacio elige uno o lo deja fuera</translation>
    </message>
    <message>
        <source>Group of duplicates</source>
        <translation>Grupo de duplicados</translation>
    </message>
    <message>
        <source>Clean &amp;this group</source>
        <translation>&amp;Limpiar este grupo</translation>
    </message>
    <message>
        <source>Clean this group</source>
        <translation>Limpiar este grupo</translation>
    </message>
    <message>
        <source>Show in &amp;Instances</source>
        <translation>Mostrar en &amp;Instancias</translation>
    </message>
    <message>
        <source>Show in Instances</source>
        <translation>Mostrar en Instancias</translation>
    </message>
    <message>
        <source>&amp;Let Steward choose</source>
        <translation>&amp;Dejar que Steward elija</translation>
    </message>
    <message>
        <source>Forget which one you picked in this group</source>
        <translation>Olvidar cuál eligió en este grupo</translation>
    </message>
    <message>
        <source>Let Steward choose</source>
        <translation>Dejar que Steward elija</translation>
    </message>
    <message>
        <source>Instances of the group; press Space to keep one</source>
        <translation>Instancias del grupo; pulse Espacio para conservar una</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>&amp;Review the plan</source>
        <translation>&amp;Revisar el plan</translation>
    </message>
    <message>
        <source>Review the plan</source>
        <translation>Revisar el plan</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>Search an organization or phone, or run a command</source>
        <translation>Busque organización, teléfono o comando</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Lo que se encontró</translation>
    </message>
</context>
<context>
    <name>CreateText</name>
    <message>
        <source>%1 takes an ID such as 4e8d0f6a-1c2b-4d3e-9f10-112233445566.</source>
        <extracomment>%1 is an option such as --organization</extracomment>
        <translation>%1 necesita un ID como 4e8d0f6a-1c2b-4d3e-9f10-112233445566.</translation>
    </message>
</context>
<context>
    <name>CreationFilePage</name>
    <message>
        <source>Create from file</source>
        <translation>Crear desde un archivo</translation>
    </message>
    <message>
        <source>One line for each organization. You see every line before anything is created.</source>
        <translation>Una línea para cada organización. Ve todas las líneas antes de que se cree nada.</translation>
    </message>
    <message>
        <source>Save a template…</source>
        <translation>Guardar una plantilla…</translation>
    </message>
    <message>
        <source>Choose file…</source>
        <translation>Elegir archivo…</translation>
    </message>
    <message>
        <source>What the file asks for, line by line</source>
        <translation>Lo que pide el archivo, línea por línea</translation>
    </message>
    <message>
        <source>Organization</source>
        <translation>Organización</translation>
    </message>
    <message>
        <source>Clinic</source>
        <translation>Clínica</translation>
    </message>
    <message>
        <source>Name on the server</source>
        <translation>Nombre en el servidor</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Teléfono</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Stop after this one</source>
        <translation>Parar después de esta</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>Crear</translation>
    </message>
</context>
<context>
    <name>CreationForm</name>
    <message>
        <source>Organization</source>
        <translation>Organización</translation>
    </message>
    <message>
        <source>Clinic</source>
        <translation>Clínica</translation>
    </message>
    <message>
        <source>Type its name, then press Enter</source>
        <translation>Escriba su nombre y pulse Intro</translation>
    </message>
    <message>
        <source>optional</source>
        <translation>opcional</translation>
    </message>
    <message>
        <source>Number of the phone, optional</source>
        <translation>Número del teléfono, opcional</translation>
    </message>
    <message>
        <source>+55 11 98888-7777</source>
        <translation>+55 11 98888-7777</translation>
    </message>
    <message>
        <source>Name on the server</source>
        <translation>Nombre en el servidor</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Teléfono</translation>
    </message>
</context>
<context>
    <name>CreationPage</name>
    <message>
        <source>New instance</source>
        <translation>Instancia nueva</translation>
    </message>
    <message>
        <source>Connects one more organization to WhatsApp. You pair its phone right after.</source>
        <translation>Conecta una organización más a WhatsApp. Su teléfono se vincula justo después.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>Crear</translation>
    </message>
</context>
<context>
    <name>CreationSide</name>
    <message>
        <source>Is the way free?</source>
        <translation>¿Está libre el camino?</translation>
    </message>
    <message>
        <source>What should happen with them?</source>
        <translation>¿Qué debe pasar con ellas?</translation>
    </message>
    <message>
        <source>If a step fails, Steward takes the others back. Nothing half-made stays.</source>
        <translation>Si un paso falla, Steward deshace los otros. Nada queda a medias.</translation>
    </message>
</context>
<context>
    <name>GuardsPage</name>
    <message>
        <source>Database guards</source>
        <translation>Salvaguardas</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Cancelar</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>&amp;Parar</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Parar</translation>
    </message>
    <message>
        <source>Check a&amp;gain</source>
        <translation>&amp;Verificar de nuevo</translation>
    </message>
    <message>
        <source>Check the guards again</source>
        <translation>Verificar de nuevo las salvaguardas</translation>
    </message>
    <message>
        <source>Add the guards</source>
        <translation>Añadir las salvaguardas</translation>
    </message>
    <message>
        <source>&amp;Back to the guards</source>
        <translation>&amp;Volver a las salvaguardas</translation>
    </message>
    <message>
        <source>Back to the guards</source>
        <translation>Volver a las salvaguardas</translation>
    </message>
    <message>
        <source>Parts of the guards</source>
        <translation>Partes de las salvaguardas</translation>
    </message>
    <message>
        <source>What stands and what is missing</source>
        <translation>Lo que hay y lo que falta</translation>
    </message>
    <message>
        <source>Who may call the save function</source>
        <translation>Quién puede llamar a la función de guardado</translation>
    </message>
    <message>
        <source>Keeps the right</source>
        <translation>Conserva el derecho</translation>
    </message>
    <message>
        <source>Loses the right</source>
        <translation>Pierde el derecho</translation>
    </message>
    <message>
        <source>Roles that could no longer call the save function</source>
        <translation>Roles que ya no podrían llamar a la función de guardado</translation>
    </message>
    <message>
        <source>&amp;These roles keep the right to call it:</source>
        <translation>&amp;Estos roles conservan el derecho a llamarla:</translation>
    </message>
    <message>
        <source>Roles that keep the right to call the save function</source>
        <translation>Roles que conservan el derecho a llamar a la función de guardado</translation>
    </message>
    <message>
        <source>a role of the database</source>
        <translation>un rol de la base de datos</translation>
    </message>
    <message>
        <source>Role to add</source>
        <translation>Rol por añadir</translation>
    </message>
    <message>
        <source>&amp;Add the role</source>
        <translation>&amp;Añadir el rol</translation>
    </message>
    <message>
        <source>Add the role</source>
        <translation>Añadir el rol</translation>
    </message>
    <message>
        <source>&amp;Remove the role</source>
        <translation>&amp;Quitar el rol</translation>
    </message>
    <message>
        <source>Remove the role</source>
        <translation>Quitar el rol</translation>
    </message>
    <message>
        <source>The same guards as a script: read it, or hand it to whoever owns the tables, to be run with psql.</source>
        <translation>Las mismas salvaguardas como guion: léalo, o entréguelo a quien sea dueño de las tablas, para ejecutarlo con psql.</translation>
    </message>
    <message>
        <source>The script</source>
        <translation>El guion</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>Cop&amp;iar</translation>
    </message>
    <message>
        <source>Copy the script</source>
        <translation>Copiar el guion</translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation>&amp;Guardar…</translation>
    </message>
    <message>
        <source>Save the script</source>
        <translation>Guardar el guion</translation>
    </message>
    <message>
        <source>What will be done</source>
        <translation>Lo que se hará</translation>
    </message>
    <message>
        <source>Who may call the save function afterwards</source>
        <translation>Quién puede llamar después a la función de guardado</translation>
    </message>
    <message>
        <source>Owner of the tables</source>
        <translation>Dueño de las tablas</translation>
    </message>
    <message>
        <source>Where the workspace’s own user may not add guards. Asked for once, kept nowhere.</source>
        <translation>Cuando el usuario del propio espacio de trabajo no puede añadir salvaguardas. Se pide una vez y no se guarda.</translation>
    </message>
    <message>
        <source>&amp;User</source>
        <translation>&amp;Usuario</translation>
    </message>
    <message>
        <source>Owner&apos;s user</source>
        <translation>Usuario del dueño</translation>
    </message>
    <message>
        <source>empty: the workspace’s own user</source>
        <translation>vacío: el usuario del propio espacio de trabajo</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>Contra&amp;seña</translation>
    </message>
    <message>
        <source>Owner&apos;s password</source>
        <translation>Contraseña del dueño</translation>
    </message>
</context>
<context>
    <name>HelpWindow</name>
    <message>
        <source>Help</source>
        <translation>Ayuda</translation>
    </message>
    <message>
        <source>Search the manual</source>
        <translation>Buscar en el manual</translation>
    </message>
    <message>
        <source>Sections of the manual</source>
        <translation>Secciones del manual</translation>
    </message>
    <message>
        <source>The manual</source>
        <translation>El manual</translation>
    </message>
</context>
<context>
    <name>InspectorPanel</name>
    <message>
        <source>Close (Enter on a row opens it again)</source>
        <translation>Cerrar (Intro en una fila lo abre de nuevo)</translation>
    </message>
    <message>
        <source>Close the details</source>
        <translation>Cerrar los detalles</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>Copy the name on the server</source>
        <translation>Copiar el nombre en el servidor</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Detalles</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Resumen</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Comparar</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Historial</translation>
    </message>
    <message>
        <source>The record as JSON</source>
        <translation>El registro en JSON</translation>
    </message>
    <message>
        <source>Selected instances</source>
        <translation>Instancias seleccionadas</translation>
    </message>
    <message>
        <source>&amp;Repair this…</source>
        <translation>&amp;Reparar esto…</translation>
    </message>
    <message>
        <source>Show what would be done about its problems</source>
        <translation>Mostrar qué se haría con sus problemas</translation>
    </message>
    <message>
        <source>Open in the &amp;journal</source>
        <translation>Abrir en el &amp;diario</translation>
    </message>
    <message>
        <source>Copy as &amp;JSON</source>
        <translation>Copiar como &amp;JSON</translation>
    </message>
    <message>
        <source>&amp;Pair…</source>
        <translation>&amp;Vincular…</translation>
    </message>
    <message>
        <source>Connect a phone to this instance</source>
        <translation>Vincular un teléfono a esta instancia</translation>
    </message>
    <message>
        <source>D&amp;isable…</source>
        <translation>Desact&amp;ivar…</translation>
    </message>
    <message>
        <source>Pro&amp;tect</source>
        <translation>Pro&amp;teger</translation>
    </message>
    <message>
        <source>&amp;More</source>
        <translation>&amp;Más</translation>
    </message>
    <message>
        <source>All that can be done with it: each shows its plan first</source>
        <translation>Todo lo que se puede hacer con ella: cada acción muestra antes su plan</translation>
    </message>
    <message>
        <source>More that can be done with it</source>
        <translation>Más que se puede hacer con ella</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Eliminar…</translation>
    </message>
</context>
<context>
    <name>InstancesPage</name>
    <message>
        <source>Choose a view</source>
        <translation>Elegir una vista</translation>
    </message>
    <message>
        <source>Filter: name, phone, state:closed</source>
        <translation>Filtro: nombre, teléfono, state:closed</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filtro</translation>
    </message>
    <message>
        <source>Choose the columns</source>
        <translation>Elegir las columnas</translation>
    </message>
    <message>
        <source>Instances</source>
        <translation>Instancias</translation>
    </message>
    <message>
        <source>Organizations without an instance</source>
        <translation>Organizaciones sin instancia</translation>
    </message>
</context>
<context>
    <name>JournalDetail</name>
    <message>
        <source>The steps of the chosen operation</source>
        <translation>Los pasos de la operación elegida</translation>
    </message>
    <message>
        <source>&amp;Earlier</source>
        <translation>&amp;Anteriores</translation>
    </message>
    <message>
        <source>Show the steps before these</source>
        <translation>Mostrar los pasos anteriores a estos</translation>
    </message>
    <message>
        <source>&amp;Later</source>
        <translation>&amp;Siguientes</translation>
    </message>
    <message>
        <source>Show the steps after these</source>
        <translation>Mostrar los pasos posteriores a estos</translation>
    </message>
    <message>
        <source>&amp;Finish it…</source>
        <translation>&amp;Terminar…</translation>
    </message>
    <message>
        <source>Bring what was interrupted to its end</source>
        <translation>Llevar hasta el final lo que se interrumpió</translation>
    </message>
    <message>
        <source>Bring the rows back as they were before the chosen operation</source>
        <translation>Devolver las filas a como estaban antes de la operación elegida</translation>
    </message>
    <message>
        <source>Bring the rows back, then make an instance for each that was deleted. Its phone has to be paired again.</source>
        <translation>Devuelve las filas y después crea una instancia por cada una que se eliminó. Hay que vincular de nuevo su teléfono.</translation>
    </message>
    <message>
        <source>Bring the rows back, with new instances for those that were deleted</source>
        <translation>Devolver las filas, con instancias nuevas para las que se eliminaron</translation>
    </message>
    <message>
        <source>&amp;Save report…</source>
        <translation>&amp;Guardar informe…</translation>
    </message>
    <message>
        <source>Keep the steps in a file, as CSV or JSON</source>
        <translation>Guardar los pasos en un archivo, como CSV o JSON</translation>
    </message>
    <message>
        <source>&amp;Restore rows…</source>
        <translation>&amp;Restaurar filas…</translation>
    </message>
    <message>
        <source>Restore with &amp;new instances…</source>
        <translation>Restaurar con instancias &amp;nuevas…</translation>
    </message>
</context>
<context>
    <name>JournalPage</name>
    <message>
        <source>Journal</source>
        <translation>Diario</translation>
    </message>
    <message>
        <source>Read a&amp;gain</source>
        <translation>&amp;Leer de nuevo</translation>
    </message>
    <message>
        <source>Read the journal again</source>
        <translation>Leer de nuevo el diario</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filtro</translation>
    </message>
    <message>
        <source>Filter the operations</source>
        <translation>Filtrar las operaciones</translation>
    </message>
    <message>
        <source>Show operations of a time</source>
        <translation>Mostrar operaciones de un periodo</translation>
    </message>
    <message>
        <source>Show operations by how they ended</source>
        <translation>Mostrar operaciones según cómo terminaron</translation>
    </message>
    <message>
        <source>Show operations of one kind</source>
        <translation>Mostrar operaciones de un tipo</translation>
    </message>
    <message>
        <source>Show operations by profile and computer</source>
        <translation>Mostrar operaciones por perfil y computadora</translation>
    </message>
    <message>
        <source>F&amp;rom</source>
        <translation>&amp;Desde</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>Primer día</translation>
    </message>
    <message>
        <source>&amp;to</source>
        <translation>&amp;hasta</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>Último día</translation>
    </message>
    <message>
        <source>What was done, newest first</source>
        <translation>Lo que se hizo, lo más nuevo primero</translation>
    </message>
    <message>
        <source>All operations</source>
        <translation>Todas las operaciones</translation>
    </message>
    <message>
        <source>Back to the list of operations</source>
        <translation>Volver a la lista de operaciones</translation>
    </message>
</context>
<context>
    <name>LogWindow</name>
    <message>
        <source>Log</source>
        <translation>Registro</translation>
    </message>
    <message>
        <source>Which lines</source>
        <translation>Qué líneas</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Todo</translation>
    </message>
    <message>
        <source>Warnings and errors</source>
        <translation>Advertencias y errores</translation>
    </message>
    <message>
        <source>Errors only</source>
        <translation>Solo errores</translation>
    </message>
    <message>
        <source>Filter the lines</source>
        <translation>Filtrar las líneas</translation>
    </message>
    <message>
        <source>&amp;Read again</source>
        <translation>&amp;Leer de nuevo</translation>
    </message>
    <message>
        <source>Lines of the log, the newest last</source>
        <translation>Líneas del registro, la más nueva al final</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Steward</source>
        <translation>Steward</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Archivo</translation>
    </message>
    <message>
        <source>&amp;Open workspace</source>
        <translation>A&amp;brir espacio de trabajo</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Editar</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ver</translation>
    </message>
    <message>
        <source>&amp;Appearance</source>
        <translation>&amp;Apariencia</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Idioma</translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation>&amp;Ir</translation>
    </message>
    <message>
        <source>&amp;Instance</source>
        <translation>I&amp;nstancia</translation>
    </message>
    <message>
        <source>&amp;Tools</source>
        <translation>&amp;Herramientas</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>A&amp;yuda</translation>
    </message>
    <message>
        <source>&amp;Practice</source>
        <translation>&amp;Práctica</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Salir</translation>
    </message>
    <message>
        <source>Ctrl+Q</source>
        <translation>Ctrl+Q</translation>
    </message>
    <message>
        <source>&amp;Filter instances</source>
        <translation>&amp;Filtrar instancias</translation>
    </message>
    <message>
        <source>Ctrl+F</source>
        <translation>Ctrl+F</translation>
    </message>
    <message>
        <source>Show &amp;all</source>
        <translation>Mostrar &amp;todas</translation>
    </message>
    <message>
        <source>Clear the selection, then the filter</source>
        <translation>Quitar la selección, después el filtro</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>&amp;Read again</source>
        <translation>&amp;Leer de nuevo</translation>
    </message>
    <message>
        <source>F5</source>
        <translation>F5</translation>
    </message>
    <message>
        <source>&amp;Stop reading</source>
        <translation>&amp;Parar la lectura</translation>
    </message>
    <message>
        <source>Shift+F5</source>
        <translation>Shift+F5</translation>
    </message>
    <message>
        <source>&amp;New workspace…</source>
        <translation>&amp;Nuevo espacio de trabajo…</translation>
    </message>
    <message>
        <source>Ctrl+Shift+N</source>
        <translation>Ctrl+Shift+N</translation>
    </message>
    <message>
        <source>Open a profile &amp;file…</source>
        <translation>Abrir &amp;archivo de perfil…</translation>
    </message>
    <message>
        <source>Ctrl+O</source>
        <translation>Ctrl+O</translation>
    </message>
    <message>
        <source>&amp;Welcome page</source>
        <translation>Página de b&amp;ienvenida</translation>
    </message>
    <message>
        <source>&amp;Edit this workspace…</source>
        <translation>&amp;Editar este espacio de trabajo…</translation>
    </message>
    <message>
        <source>E&amp;xport this workspace…</source>
        <translation>E&amp;xportar este espacio de trabajo…</translation>
    </message>
    <message>
        <source>&amp;Remove this workspace…</source>
        <translation>&amp;Quitar este espacio de trabajo…</translation>
    </message>
    <message>
        <source>&amp;Check all shown</source>
        <translation>&amp;Marcar todas las que se muestran</translation>
    </message>
    <message>
        <source>&amp;Uncheck all</source>
        <translation>&amp;Desmarcar todas</translation>
    </message>
    <message>
        <source>Copy as &amp;JSON</source>
        <translation>Copiar como &amp;JSON</translation>
    </message>
    <message>
        <source>Ctrl+Shift+C</source>
        <translation>Ctrl+Shift+C</translation>
    </message>
    <message>
        <source>As the &amp;desktop</source>
        <translation>Como el &amp;sistema</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Claro</translation>
    </message>
    <message>
        <source>&amp;New instance…</source>
        <translation>Instancia &amp;nueva…</translation>
    </message>
    <message>
        <source>Ctrl+N</source>
        <translation>Ctrl+N</translation>
    </message>
    <message>
        <source>New instances from a &amp;file…</source>
        <translation>Instancias nuevas desde un archiv&amp;o…</translation>
    </message>
    <message>
        <source>Ctrl+K</source>
        <translation>Ctrl+K</translation>
    </message>
    <message>
        <source>&amp;Overview</source>
        <translation>&amp;Panorama</translation>
    </message>
    <message>
        <source>Ctrl+1</source>
        <translation>Ctrl+1</translation>
    </message>
    <message>
        <source>&amp;Instances</source>
        <translation>&amp;Instancias</translation>
    </message>
    <message>
        <source>Ctrl+2</source>
        <translation>Ctrl+2</translation>
    </message>
    <message>
        <source>&amp;Pair</source>
        <translation>&amp;Vincular</translation>
    </message>
    <message>
        <source>Ctrl+3</source>
        <translation>Ctrl+3</translation>
    </message>
    <message>
        <source>&amp;Duplicates</source>
        <translation>&amp;Duplicados</translation>
    </message>
    <message>
        <source>Ctrl+4</source>
        <translation>Ctrl+4</translation>
    </message>
    <message>
        <source>A&amp;ctivity</source>
        <translation>A&amp;ctividad</translation>
    </message>
    <message>
        <source>Ctrl+5</source>
        <translation>Ctrl+5</translation>
    </message>
    <message>
        <source>&amp;Journal</source>
        <translation>Di&amp;ario</translation>
    </message>
    <message>
        <source>Ctrl+6</source>
        <translation>Ctrl+6</translation>
    </message>
    <message>
        <source>&amp;Settings</source>
        <translation>A&amp;justes</translation>
    </message>
    <message>
        <source>Ctrl+,</source>
        <translation>Ctrl+,</translation>
    </message>
    <message>
        <source>&amp;Pair…</source>
        <translation>&amp;Vincular…</translation>
    </message>
    <message>
        <source>Connect phones to the chosen instances, one after the other</source>
        <translation>Vincular teléfonos a las instancias elegidas, uno tras otro</translation>
    </message>
    <message>
        <source>Ctrl+P</source>
        <translation>Ctrl+P</translation>
    </message>
    <message>
        <source>Database &amp;guards</source>
        <translation>&amp;Salvaguardas de la base de datos</translation>
    </message>
    <message>
        <source>&amp;About Steward</source>
        <translation>&amp;Acerca de Steward</translation>
    </message>
    <message>
        <source>&amp;Help on this page</source>
        <translation>Ayuda sobre esta &amp;página</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>A&amp;tajos</translation>
    </message>
    <message>
        <source>?</source>
        <translation>?</translation>
    </message>
    <message>
        <source>&amp;Glossary</source>
        <translation>&amp;Glosario</translation>
    </message>
    <message>
        <source>&amp;Tour in four steps</source>
        <translation>Visita en &amp;cuatro pasos</translation>
    </message>
    <message>
        <source>Show the &amp;log</source>
        <translation>Mostrar el &amp;registro</translation>
    </message>
    <message>
        <source>&amp;Copy support bundle</source>
        <translation>Copiar pa&amp;quete de soporte</translation>
    </message>
    <message>
        <source>Dar&amp;k</source>
        <translation>&amp;Oscuro</translation>
    </message>
    <message>
        <source>Searc&amp;h and commands</source>
        <translation>&amp;Búsqueda y comandos</translation>
    </message>
    <message>
        <source>&amp;Save what is shown…</source>
        <translation>&amp;Guardar lo que se muestra…</translation>
    </message>
    <message>
        <source>Ctrl+S</source>
        <translation>Ctrl+S</translation>
    </message>
    <message>
        <source>Open in a new win&amp;dow</source>
        <translation>Abrir en otra &amp;ventana</translation>
    </message>
    <message>
        <source>&amp;Close this window</source>
        <translation>&amp;Cerrar esta ventana</translation>
    </message>
    <message>
        <source>Ctrl+W</source>
        <translation>Ctrl+W</translation>
    </message>
    <message>
        <source>Save all workspaces for a &amp;team…</source>
        <translation>Guardar &amp;todos los espacios de trabajo para un equipo…</translation>
    </message>
</context>
<context>
    <name>OperationPage</name>
    <message>
        <source>What will be done</source>
        <translation>Lo que se hará</translation>
    </message>
    <message>
        <source>Text to confirm</source>
        <translation>Texto para confirmar</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
</context>
<context>
    <name>OperationView</name>
    <message>
        <source>&amp;Finish it…</source>
        <translation>&amp;Terminar…</translation>
    </message>
    <message>
        <source>Finish it</source>
        <translation>Terminar</translation>
    </message>
    <message>
        <source>&amp;Open its page</source>
        <translation>&amp;Abrir su página</translation>
    </message>
    <message>
        <source>Show the page from which it was begun</source>
        <translation>Mostrar la página desde la que se empezó</translation>
    </message>
    <message>
        <source>Open its page</source>
        <translation>Abrir su página</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Pausar</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausar</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Parar</translation>
    </message>
    <message>
        <source>What is being done</source>
        <translation>Lo que se está haciendo</translation>
    </message>
    <message>
        <source>Show in &amp;journal</source>
        <translation>Mostrar en el &amp;diario</translation>
    </message>
    <message>
        <source>Show its steps in the journal</source>
        <translation>Mostrar sus pasos en el diario</translation>
    </message>
    <message>
        <source>Show in journal</source>
        <translation>Mostrar en el diario</translation>
    </message>
    <message>
        <source>&amp;Copy report</source>
        <translation>&amp;Copiar informe</translation>
    </message>
    <message>
        <source>Copy what came of each, as CSV</source>
        <translation>Copiar lo que pasó con cada una, como CSV</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>Copiar informe</translation>
    </message>
    <message>
        <source>Save re&amp;port…</source>
        <translation>Guardar in&amp;forme…</translation>
    </message>
    <message>
        <source>Keep what came of each in a file, as CSV or JSON</source>
        <translation>Guardar en un archivo lo que pasó con cada una, como CSV o JSON</translation>
    </message>
    <message>
        <source>Save report</source>
        <translation>Guardar informe</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>Intentar de n&amp;uevo</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Intentar de nuevo</translation>
    </message>
    <message>
        <source>&amp;Restore rows…</source>
        <translation>&amp;Restaurar filas…</translation>
    </message>
    <message>
        <source>Bring the rows back as they were before</source>
        <translation>Devolver las filas a como estaban antes</translation>
    </message>
    <message>
        <source>Restore rows</source>
        <translation>Restaurar filas</translation>
    </message>
    <message>
        <source>Restore with &amp;new instances…</source>
        <translation>Restaurar con instancias &amp;nuevas…</translation>
    </message>
    <message>
        <source>Bring the rows back, then make an instance for each that was deleted. Its phone has to be paired again.</source>
        <translation>Devuelve las filas y después crea una instancia por cada una que se eliminó. Hay que vincular de nuevo su teléfono.</translation>
    </message>
    <message>
        <source>Restore with new instances</source>
        <translation>Restaurar con instancias nuevas</translation>
    </message>
    <message>
        <source>What came of each</source>
        <translation>Lo que pasó con cada una</translation>
    </message>
</context>
<context>
    <name>OverviewPage</name>
    <message>
        <source>Overview</source>
        <translation>Panorama</translation>
    </message>
    <message>
        <source>Pair phones</source>
        <translation>Vincular teléfonos</translation>
    </message>
    <message>
        <source>Clean duplicates</source>
        <translation>Limpiar duplicados</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>Problemas</translation>
    </message>
    <message>
        <source>Repair what is safe…</source>
        <translation>Reparar lo que es seguro…</translation>
    </message>
    <message>
        <source>Stores</source>
        <translation>Almacenes</translation>
    </message>
    <message>
        <source>Begin a new history</source>
        <translation>Empezar un historial nuevo</translation>
    </message>
    <message>
        <source>Recent activity</source>
        <translation>Actividad reciente</translation>
    </message>
    <message>
        <source>Journal</source>
        <translation>Diario</translation>
    </message>
</context>
<context>
    <name>PairPage</name>
    <message>
        <source>Try again</source>
        <translation>Intentar de nuevo</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Mantener</translation>
    </message>
    <message>
        <source>Unlink it</source>
        <translation>Desvincular</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Pantalla completa</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>Copiar imagen</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>Save picture</source>
        <translation>Guardar imagen</translation>
    </message>
    <message>
        <source>Save the picture…</source>
        <translation>Guardar la imagen…</translation>
    </message>
    <message>
        <source>Back to the code</source>
        <translation>Volver al código</translation>
    </message>
    <message>
        <source>Reset pairing…</source>
        <translation>Rehacer vinculación…</translation>
    </message>
</context>
<context>
    <name>PairedView</name>
    <message>
        <source>Connected</source>
        <translation>Conectado</translation>
    </message>
    <message>
        <source>Wrong phone? Unlink it…</source>
        <translation>¿Teléfono equivocado? Desvincular…</translation>
    </message>
</context>
<context>
    <name>ProfileEditor</name>
    <message>
        <source>Not saved yet</source>
        <translation>Aún sin guardar</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Cancelar</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Quitar…</translation>
    </message>
    <message>
        <source>Remove this workspace</source>
        <translation>Quitar este espacio de trabajo</translation>
    </message>
    <message>
        <source>E&amp;xport…</source>
        <translation>E&amp;xportar…</translation>
    </message>
    <message>
        <source>&amp;Test all</source>
        <translation>&amp;Probar todo</translation>
    </message>
    <message>
        <source>Sa&amp;ve</source>
        <translation>Gua&amp;rdar</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Nombre</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Clinics Brazil</source>
        <translation>Clínicas Brasil</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Entorno</translation>
    </message>
    <message>
        <source>Safety</source>
        <translation>Seguridad</translation>
    </message>
    <message>
        <source>&amp;Read only, change nothing</source>
        <translation>&amp;Solo lectura, no cambiar nada</translation>
    </message>
    <message>
        <source>Have an address such as postgresql://… or a .env file? Paste it, and the fields are filled.</source>
        <translation>¿Tiene una dirección como postgresql://… o un archivo .env? Péguela, y los campos se rellenan.</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>Pe&amp;gar</translation>
    </message>
    <message>
        <source>Paste an address or a .env file</source>
        <translation>Pegar una dirección o un archivo .env</translation>
    </message>
    <message>
        <source>&amp;Open .env file…</source>
        <translation>&amp;Abrir archivo .env…</translation>
    </message>
    <message>
        <source>Open a .env file</source>
        <translation>Abrir un archivo .env</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Servidor</translation>
    </message>
    <message>
        <source>&amp;Address</source>
        <translation>&amp;Dirección</translation>
    </message>
    <message>
        <source>Server address</source>
        <translation>Dirección del servidor</translation>
    </message>
    <message>
        <source>https://evolution.example.org</source>
        <translation>https://evolution.example.org</translation>
    </message>
    <message>
        <source>API &amp;key</source>
        <translation>C&amp;lave de API</translation>
    </message>
    <message>
        <source>API key</source>
        <translation>Clave de API</translation>
    </message>
    <message>
        <source>the server’s global key</source>
        <translation>la clave global del servidor</translation>
    </message>
    <message>
        <source>CA &amp;file</source>
        <translation>Archi&amp;vo de la CA</translation>
    </message>
    <message>
        <source>Server CA file</source>
        <translation>Archivo de la CA del servidor</translation>
    </message>
    <message>
        <source>only where the server has a certificate of its own</source>
        <translation>solo si el servidor tiene un certificado propio</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Elegir…</translation>
    </message>
    <message>
        <source>Choose: Server CA file</source>
        <translation>Elegir: archivo de la CA del servidor</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Probar</translation>
    </message>
    <message>
        <source>Test the connection to the server</source>
        <translation>Probar la conexión con el servidor</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Base de datos</translation>
    </message>
    <message>
        <source>Database host</source>
        <translation>Host de la base de datos</translation>
    </message>
    <message>
        <source>db.example.org</source>
        <translation>db.example.org</translation>
    </message>
    <message>
        <source>Database port</source>
        <translation>Puerto de la base de datos</translation>
    </message>
    <message>
        <source>Database name</source>
        <translation>Nombre de la base de datos</translation>
    </message>
    <message>
        <source>postgres</source>
        <translation>postgres</translation>
    </message>
    <message>
        <source>Database user</source>
        <translation>Usuario de la base de datos</translation>
    </message>
    <message>
        <source>Database password</source>
        <translation>Contraseña de la base de datos</translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation>Cifrado</translation>
    </message>
    <message>
        <source>verified beyond this computer</source>
        <translation>verificado fuera de esta computadora</translation>
    </message>
    <message>
        <source>verify-full</source>
        <translation>verify-full</translation>
    </message>
    <message>
        <source>verify-ca</source>
        <translation>verify-ca</translation>
    </message>
    <message>
        <source>require</source>
        <translation>require</translation>
    </message>
    <message>
        <source>prefer</source>
        <translation>prefer</translation>
    </message>
    <message>
        <source>disable</source>
        <translation>disable</translation>
    </message>
    <message>
        <source>Database CA file</source>
        <translation>Archivo de la CA de la base de datos</translation>
    </message>
    <message>
        <source>only where the database has a certificate of its own</source>
        <translation>solo si la base de datos tiene un certificado propio</translation>
    </message>
    <message>
        <source>Choose: Database CA file</source>
        <translation>Elegir: archivo de la CA de la base de datos</translation>
    </message>
    <message>
        <source>Test the connection to the database</source>
        <translation>Probar la conexión con la base de datos</translation>
    </message>
    <message>
        <source>Cache</source>
        <translation>Caché</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Conexión</translation>
    </message>
    <message>
        <source>Unencrypted (redis://)</source>
        <translation>Sin cifrar (redis://)</translation>
    </message>
    <message>
        <source>Encrypted (rediss://)</source>
        <translation>Cifrada (rediss://)</translation>
    </message>
    <message>
        <source>Unix socket</source>
        <translation>Socket Unix</translation>
    </message>
    <message>
        <source>Cache host</source>
        <translation>Host de la caché</translation>
    </message>
    <message>
        <source>redis.example.org</source>
        <translation>redis.example.org</translation>
    </message>
    <message>
        <source>Cache port</source>
        <translation>Puerto de la caché</translation>
    </message>
    <message>
        <source>Socket path</source>
        <translation>Ruta del socket</translation>
    </message>
    <message>
        <source>/run/redis/redis.sock</source>
        <translation>/run/redis/redis.sock</translation>
    </message>
    <message>
        <source>Cache user</source>
        <translation>Usuario de la caché</translation>
    </message>
    <message>
        <source>the default user</source>
        <translation>el usuario predeterminado</translation>
    </message>
    <message>
        <source>Cache database</source>
        <translation>Base de datos de la caché</translation>
    </message>
    <message>
        <source>Cache password</source>
        <translation>Contraseña de la caché</translation>
    </message>
    <message>
        <source>Cache CA file</source>
        <translation>Archivo de la CA de la caché</translation>
    </message>
    <message>
        <source>only where the cache has a certificate of its own</source>
        <translation>solo si la caché tiene un certificado propio</translation>
    </message>
    <message>
        <source>Choose: Cache CA file</source>
        <translation>Elegir: archivo de la CA de la caché</translation>
    </message>
    <message>
        <source>Cache client certificate</source>
        <translation>Certificado del cliente para la caché</translation>
    </message>
    <message>
        <source>only where Redis asks for one</source>
        <translation>solo si Redis pide uno</translation>
    </message>
    <message>
        <source>Choose: Cache client certificate</source>
        <translation>Elegir: certificado del cliente para la caché</translation>
    </message>
    <message>
        <source>Cache client key</source>
        <translation>Clave del cliente para la caché</translation>
    </message>
    <message>
        <source>its key, without a passphrase</source>
        <translation>su clave, sin contraseña</translation>
    </message>
    <message>
        <source>Choose: Cache client key</source>
        <translation>Elegir: clave del cliente para la caché</translation>
    </message>
    <message>
        <source>Test the connection to the cache</source>
        <translation>Probar la conexión con la caché</translation>
    </message>
    <message>
        <source>Certificates and encryption</source>
        <translation>Certificados y cifrado</translation>
    </message>
    <message>
        <source>CA file</source>
        <translation>Archivo de la CA</translation>
    </message>
    <message>
        <source>for all three, beside the system’s certificates</source>
        <translation>para los tres almacenes, además de los certificados del sistema</translation>
    </message>
    <message>
        <source>Choose: CA file</source>
        <translation>Elegir: archivo de la CA</translation>
    </message>
    <message>
        <source>Allow &amp;unencrypted or unverified connections beyond this computer</source>
        <translation>Permitir conexiones sin ci&amp;frar o sin verificar fuera de esta computadora</translation>
    </message>
    <message>
        <source>&amp;Webhook address</source>
        <translation>Dirección del &amp;webhook</translation>
    </message>
    <message>
        <source>Webhook address</source>
        <translation>Dirección del webhook</translation>
    </message>
    <message>
        <source>https://host/path/{webhook_token}</source>
        <translation>https://host/ruta/{webhook_token}</translation>
    </message>
    <message>
        <source>Where the server sends messages. {webhook_token} and {instance_name} are filled in for each instance.</source>
        <translation>Adónde envía el servidor los mensajes. {webhook_token} e {instance_name} se rellenan para cada instancia.</translation>
    </message>
    <message>
        <source>Change these only where your database or Redis uses other names. An emptied field takes the usual name.</source>
        <translation>Cámbielos solo si su base de datos o Redis usa otros nombres. Un campo vacío toma el nombre habitual.</translation>
    </message>
    <message>
        <source>Schema</source>
        <translation>Esquema</translation>
    </message>
    <message>
        <source>Integrations table</source>
        <translation>Tabla de integraciones</translation>
    </message>
    <message>
        <source>Clinics table</source>
        <translation>Tabla de clínicas</translation>
    </message>
    <message>
        <source>Organizations schema</source>
        <translation>Esquema de las organizaciones</translation>
    </message>
    <message>
        <source>Organizations table</source>
        <translation>Tabla de organizaciones</translation>
    </message>
    <message>
        <source>Save function’s schema</source>
        <translation>Esquema de la función de guardado</translation>
    </message>
    <message>
        <source>Save function</source>
        <translation>Función de guardado</translation>
    </message>
    <message>
        <source>Instance key prefix</source>
        <translation>Prefijo de la clave de instancia</translation>
    </message>
    <message>
        <source>Token key prefix</source>
        <translation>Prefijo de la clave de token</translation>
    </message>
    <message>
        <source>Prefix of what instances leave behind</source>
        <translation>Prefijo de lo que dejan las instancias</translation>
    </message>
    <message>
        <source>Worker group</source>
        <translation>Grupo de los programas de mensajería</translation>
    </message>
    <message>
        <source>Channel for added instances</source>
        <translation>Canal para instancias añadidas</translation>
    </message>
    <message>
        <source>Channel for removed instances</source>
        <translation>Canal para instancias quitadas</translation>
    </message>
    <message>
        <source>Name of new instances</source>
        <translation>Nombre de instancias nuevas</translation>
    </message>
    <message>
        <source>&amp;New instances</source>
        <translation>&amp;Instancias nuevas</translation>
    </message>
    <message>
        <source>New instances: minutes without a problem</source>
        <translation>Instancias nuevas: minutos sin problema</translation>
    </message>
    <message>
        <source> min</source>
        <translation> min</translation>
    </message>
    <message>
        <source>So long a new instance may lack its row or entry before that counts as a problem.</source>
        <translation>Durante ese tiempo una instancia nueva puede carecer de fila o entrada antes de que cuente como problema.</translation>
    </message>
    <message>
        <source>Pairing &amp;stuck</source>
        <translation>&amp;Vinculación atascada</translation>
    </message>
    <message>
        <source>Pairing stuck: minutes</source>
        <translation>Vinculación atascada: minutos</translation>
    </message>
    <message>
        <source>So long an instance may wait for a phone before that counts as stuck.</source>
        <translation>Durante ese tiempo una instancia puede esperar un teléfono antes de que cuente como atascada.</translation>
    </message>
    <message>
        <source>&amp;Leave alone</source>
        <translation>&amp;No tocar</translation>
    </message>
    <message>
        <source>Instances to leave alone</source>
        <translation>Instancias que no se tocan</translation>
    </message>
    <message>
        <source>test-*</source>
        <translation>prueba-*</translation>
    </message>
    <message>
        <source>Names of instances, one a line; * is any text, ? one character. Steward shows them and changes nothing of theirs.</source>
        <translation>Nombres de instancias, uno por línea; * es cualquier texto, ? un carácter. Steward las muestra y no cambia nada en ellas.</translation>
    </message>
    <message>
        <source>Env&amp;ironment</source>
        <translation>En&amp;torno</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>Host</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Puerto</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Usuario</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Contraseña</translation>
    </message>
    <message>
        <source>Socket</source>
        <translation>Socket</translation>
    </message>
    <message>
        <source>Client certificate</source>
        <translation>Certificado del cliente</translation>
    </message>
    <message>
        <source>Client key</source>
        <translation>Clave del cliente</translation>
    </message>
    <message>
        <source>&amp;Read again every</source>
        <translation>Leer de n&amp;uevo cada</translation>
    </message>
    <message>
        <source>Read again every: minutes</source>
        <translation>Leer de nuevo cada: minutos</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Apagado</translation>
    </message>
    <message>
        <source>The window reads the stores again by itself: so often, and soon after somebody told of a change. Less often while a store is down, and not at all while nobody looks and nothing is watched.</source>
        <translation>La ventana lee de nuevo los almacenes por sí misma: con esa frecuencia, y poco después de que alguien avise de un cambio. Menos veces mientras un almacén está caído, y nunca mientras nadie mira y no se vigila nada.</translation>
    </message>
    <message>
        <source>For staff: create, pair and look</source>
        <translation>Para el personal: crear, vincular y ver</translation>
    </message>
    <message>
        <source>Deleting, cleaning up, repairing, disabling and database guards are left to administrators.</source>
        <translation>Eliminar, limpiar, reparar, desactivar y las salvaguardas de la base de datos quedan para los administradores.</translation>
    </message>
</context>
<context>
    <name>QueuePanel</name>
    <message>
        <source>Today</source>
        <translation>Hoy</translation>
    </message>
    <message>
        <source>Connected today</source>
        <translation>Conectados hoy</translation>
    </message>
    <message>
        <source>Phones of today</source>
        <translation>Teléfonos de hoy</translation>
    </message>
    <message>
        <source>Skip this one</source>
        <translation>Omitir esta</translation>
    </message>
    <message>
        <source>Add more…</source>
        <translation>Añadir más…</translation>
    </message>
</context>
<context>
    <name>ReviewStep</name>
    <message>
        <source>By &amp;organization</source>
        <translation>Por &amp;organización</translation>
    </message>
    <message>
        <source>By organization</source>
        <translation>Por organización</translation>
    </message>
    <message>
        <source>By &amp;store</source>
        <translation>Por &amp;almacén</translation>
    </message>
    <message>
        <source>By store</source>
        <translation>Por almacén</translation>
    </message>
    <message>
        <source>What will be done</source>
        <translation>Lo que se hará</translation>
    </message>
    <message>
        <source>Text to confirm</source>
        <translation>Texto para confirmar</translation>
    </message>
    <message>
        <source>Save &amp;plan…</source>
        <translation>Guardar &amp;plan…</translation>
    </message>
    <message>
        <source>Keep the plan in a file, for another person to read and apply</source>
        <translation>Guardar el plan en un archivo, para que otra persona lo lea y lo aplique</translation>
    </message>
    <message>
        <source>Save plan</source>
        <translation>Guardar plan</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Aplicar</translation>
    </message>
</context>
<context>
    <name>RunStep</name>
    <message>
        <source>Continue in the &amp;background</source>
        <translation>Continuar en se&amp;gundo plano</translation>
    </message>
    <message>
        <source>Leave this page and let it go on; Activity shows it</source>
        <translation>Dejar esta página y que siga; Actividad lo muestra</translation>
    </message>
    <message>
        <source>Continue in the background</source>
        <translation>Continuar en segundo plano</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
</context>
<context>
    <name>SayPanel</name>
    <message>
        <source>Say this on the phone</source>
        <translation>Diga esto por teléfono</translation>
    </message>
    <message>
        <source>Camera does not work?</source>
        <translation>¿No funciona la cámara?</translation>
    </message>
    <message>
        <source>Get 8 characters to type on the phone.</source>
        <translation>Pida 8 caracteres para escribir en el teléfono.</translation>
    </message>
    <message>
        <source>Number of the phone</source>
        <translation>Número del teléfono</translation>
    </message>
    <message>
        <source>+55 11 98888-7777</source>
        <translation>+55 11 98888-7777</translation>
    </message>
    <message>
        <source>Get characters</source>
        <translation>Pedir caracteres</translation>
    </message>
    <message>
        <source>Start now</source>
        <translation>Empezar ahora</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Sections of the settings</source>
        <translation>Secciones de los ajustes</translation>
    </message>
    <message>
        <source>Protected</source>
        <translation>Protegidas</translation>
    </message>
    <message>
        <source>Protected instances</source>
        <translation>Instancias protegidas</translation>
    </message>
    <message>
        <source>&amp;Show in Instances</source>
        <translation>&amp;Mostrar en Instancias</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Apariencia</translation>
    </message>
    <message>
        <source>As the &amp;desktop</source>
        <translation>Como el &amp;sistema</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Claro</translation>
    </message>
    <message>
        <source>Dar&amp;k</source>
        <translation>&amp;Oscuro</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Idioma</translation>
    </message>
    <message>
        <source>It changes at once. What is under way or was done before keeps the words in which it was written.</source>
        <translation>Cambia al momento. Lo que está en curso o ya se hizo conserva las palabras con que se escribió.</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>Atajos</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Acción</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Tecla</translation>
    </message>
    <message>
        <source>Passwords</source>
        <translation>Contraseñas</translation>
    </message>
    <message>
        <source>Steward asks for what is missing when a workspace is opened. Editing, exporting and removing a workspace needs no password. An exported file holds none.</source>
        <translation>Steward pide lo que falta cuando se abre un espacio de trabajo. Editar, exportar y quitar un espacio de trabajo no necesita contraseña. Un archivo exportado no contiene ninguna.</translation>
    </message>
    <message>
        <source>About Steward</source>
        <translation>Acerca de Steward</translation>
    </message>
    <message>
        <source>&amp;Copy versions</source>
        <translation>&amp;Copiar versiones</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Datos</translation>
    </message>
    <message>
        <source>Data folder</source>
        <translation>Carpeta de datos</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Registro</translation>
    </message>
    <message>
        <source>Log folder</source>
        <translation>Carpeta del registro</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>Licencias</translation>
    </message>
    <message>
        <source>Whose licence</source>
        <translation>De quién es la licencia</translation>
    </message>
    <message>
        <source>Text of the licence</source>
        <translation>Texto de la licencia</translation>
    </message>
    <message>
        <source>The window is covered, shown secrets are hidden, and what Steward copied is taken off the clipboard. Unlocking reads the keychain again. What is under way goes on.</source>
        <translation>La ventana se cubre, los secretos mostrados se ocultan, y lo que Steward copió sale del portapapeles. Al desbloquear, el llavero se lee de nuevo. Lo que está en curso continúa.</translation>
    </message>
</context>
<context>
    <name>UpdatePanel</name>
    <message>
        <source>Look for a newer version once a day</source>
        <translation>Buscar una versión más reciente una vez al día</translation>
    </message>
    <message>
        <source>Address that is asked</source>
        <translation>Dirección que se consulta</translation>
    </message>
    <message>
        <source>Look now</source>
        <translation>Buscar ahora</translation>
    </message>
    <message>
        <source>Open the download page</source>
        <translation>Abrir la página de descarga</translation>
    </message>
</context>
<context>
    <name>WebhookDialog</name>
    <message>
        <source>Set the webhook</source>
        <translation>Definir el webhook</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Dirección</translation>
    </message>
    <message>
        <source>https://… with {webhook_token} or {instance_name}</source>
        <translation>https://… con {webhook_token} o {instance_name}</translation>
    </message>
    <message>
        <source>Choose the &amp;events too</source>
        <translation>Elegir también los &amp;eventos</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Eventos</translation>
    </message>
    <message>
        <source>&amp;Show the plan…</source>
        <translation>Mostrar el &amp;plan…</translation>
    </message>
    <message>
        <source>Show the plan</source>
        <translation>Mostrar el plan</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
    <message>
        <source>Welcome to Steward</source>
        <translation>Bienvenida a Steward</translation>
    </message>
    <message>
        <source>See every clinic’s WhatsApp in one place, find what is broken, and fix it safely.</source>
        <translation>Vea el WhatsApp de todas las clínicas en un solo lugar, encuentre lo que falla y arréglelo con seguridad.</translation>
    </message>
    <message>
        <source>&amp;Edit…</source>
        <translation>&amp;Editar…</translation>
    </message>
    <message>
        <source>Edit the workspace</source>
        <translation>Editar el espacio de trabajo</translation>
    </message>
    <message>
        <source>Your workspaces</source>
        <translation>Sus espacios de trabajo</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>A&amp;brir</translation>
    </message>
    <message>
        <source>E&amp;dit…</source>
        <translation>E&amp;ditar…</translation>
    </message>
    <message>
        <source>E&amp;xport…</source>
        <translation>E&amp;xportar…</translation>
    </message>
    <message>
        <source>&amp;Remove…</source>
        <translation>&amp;Quitar…</translation>
    </message>
    <message>
        <source>Practice</source>
        <translation>Práctica</translation>
    </message>
    <message>
        <source>Try everything with invented clinics. Nothing is connected.</source>
        <translation>Pruebe todo con clínicas inventadas. No hay nada conectado.</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>E&amp;mpezar</translation>
    </message>
    <message>
        <source>Connect to your servers</source>
        <translation>Conectar con sus servidores</translation>
    </message>
    <message>
        <source>Enter three addresses. Steward tests each one with you.</source>
        <translation>Escriba tres direcciones. Steward prueba cada una con usted.</translation>
    </message>
    <message>
        <source>&amp;Connect</source>
        <translation>C&amp;onectar</translation>
    </message>
    <message>
        <source>Open a profile file</source>
        <translation>Abrir un archivo de perfil</translation>
    </message>
    <message>
        <source>A colleague gave you a file. You only enter the passwords.</source>
        <translation>Un colega le dio un archivo. Usted solo escribe las contraseñas.</translation>
    </message>
    <message>
        <source>Open &amp;file…</source>
        <translation>Abrir &amp;archivo…</translation>
    </message>
    <message>
        <source>Passwords are never written to a file</source>
        <translation>Las contraseñas nunca se escriben en un archivo</translation>
    </message>
    <message>
        <source>Looking never changes anything</source>
        <translation>Mirar nunca cambia nada</translation>
    </message>
</context>
<context>
    <name>WindowFoot</name>
    <message>
        <source>Stores read</source>
        <translation>Almacenes leídos</translation>
    </message>
</context>
<context>
    <name>WindowHeader</name>
    <message>
        <source>Menu</source>
        <translation>Menú</translation>
    </message>
</context>
<context>
    <name>steward::ActivityButton</name>
    <message>
        <source>Activity</source>
        <translation>Actividad</translation>
    </message>
    <message numerus="yes">
        <source>%n running</source>
        <translation>
            <numerusform>%Ln en curso</numerusform>
            <numerusform>%Ln en curso</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left open</source>
        <translation>
            <numerusform>%Ln sin terminar</numerusform>
            <numerusform>%Ln sin terminar</numerusform>
        </translation>
    </message>
    <message>
        <source>Activity: %1</source>
        <extracomment>%1 is &quot;Activity&quot;, &quot;2 running&quot; or &quot;1 left open&quot;</extracomment>
        <translation>Actividad: %1</translation>
    </message>
</context>
<context>
    <name>steward::ActivityLines</name>
    <message>
        <source>Now</source>
        <translation>Ahora</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>Interrumpida</translation>
    </message>
    <message>
        <source>all proven</source>
        <translation>todas comprobadas</translation>
    </message>
</context>
<context>
    <name>steward::ActivityLog</name>
    <message>
        <source>It has too many steps to be listed here. The journal shows them.</source>
        <translation>Tiene demasiados pasos para listarlos aquí. El diario los muestra.</translation>
    </message>
    <message>
        <source>Operation</source>
        <translation>Operación</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Avance</translation>
    </message>
    <message>
        <source>Begun</source>
        <translation>Empezó</translation>
    </message>
</context>
<context>
    <name>steward::ActivityPage</name>
    <message>
        <source>Nothing was done in this session yet</source>
        <translation>Aún no se ha hecho nada en esta sesión</translation>
    </message>
    <message>
        <source>What you create, pair, clean, repair or delete is listed here with its steps.</source>
        <translation>Lo que cree, vincule, limpie, repare o elimine aparece aquí con sus pasos.</translation>
    </message>
    <message>
        <source>Open the journal</source>
        <translation>Abrir el diario</translation>
    </message>
</context>
<context>
    <name>steward::AdoptionDialog</name>
    <message>
        <source>The name of %1 points to a different organization than its row. Choose the one it belongs to.</source>
        <extracomment>%1 is an instance&apos;s name</extracomment>
        <translation>El nombre de %1 apunta a otra organización que su fila. Elija a cuál pertenece.</translation>
    </message>
    <message>
        <source>%1 has no row in the database: no organization knows it. It gets one of the organization that you choose.</source>
        <translation>%1 no tiene fila en la base de datos: ninguna organización la conoce. Recibe una, de la organización que usted elija.</translation>
    </message>
    <message>
        <source>No organization has this name. Choose one of the list.</source>
        <translation>Ninguna organización tiene ese nombre. Elija una de la lista.</translation>
    </message>
</context>
<context>
    <name>steward::AgreedPlan</name>
    <message>
        <source>The plan had nothing to do, so nothing was changed.</source>
        <translation>El plan no tenía nada que hacer, así que no se cambió nada.</translation>
    </message>
    <message>
        <source>%1 The plan that you saw did not say so, so nothing was changed. Make the plan again.</source>
        <extracomment>%1 is one sentence or more that say what is so by now</extracomment>
        <translation>%1 El plan que usted vio no decía eso, así que no se cambió nada. Haga el plan de nuevo.</translation>
    </message>
</context>
<context>
    <name>steward::AlertTeller</name>
    <message>
        <source>Show</source>
        <translation>Mostrar</translation>
    </message>
    <message>
        <source>Steward</source>
        <extracomment>%1 is a workspace&apos;s name</extracomment>
        <translation>Steward</translation>
    </message>
    <message>
        <source>Nothing has changed since the workspace was opened.</source>
        <translation>No ha cambiado nada desde que se abrió el espacio de trabajo.</translation>
    </message>
    <message>
        <source>Steward: %1</source>
        <translation>Steward: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s). Unlock Steward to see what it is.</source>
        <translation>
            <numerusform>%Ln cambio. Desbloquee Steward para ver qué es.</numerusform>
            <numerusform>%Ln cambios. Desbloquee Steward para ver qué es.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::Alerts</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <extracomment>%1 are names of organizations, %n how many more there are</extracomment>
        <translation>
            <numerusform>%1 y %Ln más</numerusform>
            <numerusform>%1 y %Ln más</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n organization(s) not connected any more: %1.</source>
        <extracomment>%n is how many, %1 some of their names</extracomment>
        <translation>
            <numerusform>%Ln organización ya no está conectada: %1.</numerusform>
            <numerusform>%Ln organizaciones ya no están conectadas: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pairing(s) stuck: %1.</source>
        <extracomment>%n is how many, %1 some of their names</extracomment>
        <translation>
            <numerusform>%Ln vinculación atascada: %1.</numerusform>
            <numerusform>%Ln vinculaciones atascadas: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new duplicate(s): %1.</source>
        <extracomment>%n is how many, %1 some of their names</extracomment>
        <translation>
            <numerusform>%Ln duplicado nuevo: %1.</numerusform>
            <numerusform>%Ln duplicados nuevos: %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>Cannot be read: %1.</source>
        <extracomment>%1 are stores, such as &quot;Server, Cache&quot;</extracomment>
        <translation>No se puede leer: %1.</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Servidor</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Base de datos</translation>
    </message>
    <message>
        <source>Cache</source>
        <translation>Caché</translation>
    </message>
    <message>
        <source>%1 is not connected any more.</source>
        <extracomment>%1 is an organization</extracomment>
        <translation>%1 ya no está conectada.</translation>
    </message>
    <message>
        <source>The pairing of %1 is stuck: it waits for a phone for too long.</source>
        <extracomment>%1 is an organization</extracomment>
        <translation>La vinculación de %1 está atascada: espera un teléfono desde hace demasiado.</translation>
    </message>
    <message>
        <source>The phone of %1 is used by another instance too.</source>
        <extracomment>%1 is an organization</extracomment>
        <translation>El teléfono de %1 lo usa también otra instancia.</translation>
    </message>
    <message>
        <source>%1 has more than one active row now.</source>
        <extracomment>%1 is an organization</extracomment>
        <translation>%1 tiene ahora más de una fila activa.</translation>
    </message>
    <message>
        <source>%1 has more than one instance now.</source>
        <extracomment>%1 is an organization</extracomment>
        <translation>%1 tiene ahora más de una instancia.</translation>
    </message>
    <message>
        <source>The server cannot be read. Nothing is concluded about it.</source>
        <translation>El servidor no se puede leer. No se concluye nada sobre él.</translation>
    </message>
    <message>
        <source>The database cannot be read. Nothing is concluded about it.</source>
        <translation>La base de datos no se puede leer. No se concluye nada sobre ella.</translation>
    </message>
    <message>
        <source>The cache cannot be read. Nothing is concluded about it.</source>
        <translation>La caché no se puede leer. No se concluye nada sobre ella.</translation>
    </message>
    <message>
        <source>It was logged out: on the phone, or by an operator.</source>
        <translation>Se desconectó: en el teléfono, o por quien opera el servidor.</translation>
    </message>
    <message>
        <source>WhatsApp has blocked the number.</source>
        <translation>WhatsApp bloqueó el número.</translation>
    </message>
    <message>
        <source>The connection to WhatsApp was lost.</source>
        <translation>Se perdió la conexión con WhatsApp.</translation>
    </message>
    <message>
        <source>The phone&apos;s WhatsApp is too old for linked devices.</source>
        <translation>El WhatsApp del teléfono es demasiado antiguo para dispositivos vinculados.</translation>
    </message>
    <message>
        <source>WhatsApp closed the connection.</source>
        <translation>WhatsApp cerró la conexión.</translation>
    </message>
    <message>
        <source>Another program has taken this connection.</source>
        <translation>Otro programa tomó esta conexión.</translation>
    </message>
    <message>
        <source>The session was damaged. The phone has to be paired again.</source>
        <translation>La sesión se dañó. Hay que vincular de nuevo el teléfono.</translation>
    </message>
    <message>
        <source>WhatsApp&apos;s service was not reachable.</source>
        <translation>No se pudo llegar al servicio de WhatsApp.</translation>
    </message>
    <message>
        <source>WhatsApp asked for a restart of the connection.</source>
        <translation>WhatsApp pidió un reinicio de la conexión.</translation>
    </message>
</context>
<context>
    <name>steward::AppOptions</name>
    <message>
        <source>Unknown option: %1. Try --help.</source>
        <extracomment>%1 is what was typed</extracomment>
        <translation>Opción desconocida: %1. Pruebe --help.</translation>
    </message>
    <message>
        <source>%1 needs a value. Try --help.</source>
        <extracomment>%1 is an option such as --profile</extracomment>
        <translation>%1 necesita un valor. Pruebe --help.</translation>
    </message>
    <message>
        <source>--practice and --profile exclude each other.</source>
        <translation>--practice y --profile se excluyen.</translation>
    </message>
    <message>
        <source>Usage: steward [--profile NAME | --practice] [--data-dir DIR] [FILE]
               [--lang LANGUAGE] [--background] [--screenshots DIR [--beside DIR]]

  --profile NAME     open this profile
  --practice         open the practice workspace
  --data-dir DIR     keep profiles and settings there
  --lang LANGUAGE    speak en, pt_BR or es this time
  --background       start beside the clock, or minimized where there is no such place
  --screenshots DIR  write pictures of the windows there, and end
  --beside DIR       put the pictures of the same names in DIR beside them
  FILE               a plan to show, or a profile to import

Without a profile, and with STEWARD_EVOLUTION_URL set, the stores of the environment are opened.
</source>
        <translation>Uso: steward [--profile NOMBRE | --practice] [--data-dir CARPETA] [ARCHIVO]
             [--lang IDIOMA] [--background] [--screenshots CARPETA [--beside CARPETA]]

  --profile NOMBRE       abrir este perfil
  --practice             abrir el espacio de práctica
  --data-dir CARPETA     guardar allí perfiles y ajustes
  --lang IDIOMA          hablar en, pt_BR o es esta vez
  --background           empezar junto al reloj, o minimizado donde no hay ese lugar
  --screenshots CARPETA  escribir allí imágenes de las ventanas y terminar
  --beside CARPETA       poner al lado las imágenes del mismo nombre de CARPETA
  ARCHIVO                un plan que mostrar, o un perfil que importar

Sin perfil, y con STEWARD_EVOLUTION_URL definida, se abren los almacenes del entorno.
</translation>
    </message>
</context>
<context>
    <name>steward::ApplyCommand</name>
    <message>
        <source>gone</source>
        <translation>ya no está</translation>
    </message>
    <message>
        <source>was not there</source>
        <translation>no estaba</translation>
    </message>
    <message>
        <source>written</source>
        <translation>escritura hecha</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>queda</translation>
    </message>
    <message>
        <source>STILL THERE</source>
        <translation>SIGUE AHÍ</translation>
    </message>
    <message>
        <source>FAILED</source>
        <translation>FALLÓ</translation>
    </message>
    <message>
        <source>left as it was</source>
        <translation>queda como estaba</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>no se sabe</translation>
    </message>
    <message>
        <source>not told</source>
        <translation>sin avisar</translation>
    </message>
    <message>
        <source>notice pending, nobody heard it yet</source>
        <translation>aviso pendiente, nadie lo oyó aún</translation>
    </message>
    <message>
        <source>told</source>
        <translation>avisados</translation>
    </message>
    <message numerus="yes">
        <source>%n heard it</source>
        <extracomment>%n is the number of worker processes that heard a message</extracomment>
        <translation>
            <numerusform>%Ln lo oyó</numerusform>
            <numerusform>%Ln lo oyeron</numerusform>
        </translation>
    </message>
    <message>
        <source>Do this? Type yes and press Enter. Anything else changes nothing.</source>
        <translation>¿Hacer esto? Escriba yes y pulse Intro. Cualquier otra cosa no cambia nada.</translation>
    </message>
    <message>
        <source>To do this, type %1 and press Enter. Anything else changes nothing.</source>
        <extracomment>%1 is a name or a number, to be typed exactly so</extracomment>
        <translation>Para hacer esto, escriba %1 y pulse Intro. Cualquier otra cosa no cambia nada.</translation>
    </message>
    <message>
        <source>%1: server %2, row %3, cache %4, workers %5</source>
        <extracomment>%1 is an instance&apos;s name, %2 to %5 what came of it in each place: &quot;gone&quot;, &quot;written&quot;, &quot;3 heard it&quot;</extracomment>
        <translation>%1: servidor %2, fila %3, caché %4, programas de mensajería %5</translation>
    </message>
    <message>
        <source>Nothing was changed. To do this, run it again with --confirm and the text.</source>
        <translation>No se cambió nada. Para hacer esto, ejecútelo de nuevo con --confirm y el texto.</translation>
    </message>
    <message>
        <source>Nothing was changed. To do this, run it again with --yes.</source>
        <translation>No se cambió nada. Para hacer esto, ejecútelo de nuevo con --yes.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>No se cambió nada.</translation>
    </message>
</context>
<context>
    <name>steward::ApplyErrors</name>
    <message>
        <source>%1 is working on this organization, so nothing of it was changed. Wait until that is done, at the latest until %2.</source>
        <extracomment>%1 is the name of a workstation (a person and a computer), %2 a time of day</extracomment>
        <translation>%1 está trabajando en esta organización, así que no se cambió nada de ella. Espere a que termine, a más tardar hasta las %2.</translation>
    </message>
    <message>
        <source>The row no longer says that you are cleaning up this organization, so this instance was left as it was. Read again and see who works there.</source>
        <translation>La fila ya no dice que usted está limpiando esta organización, así que esta instancia se dejó como estaba. Lea de nuevo y vea quién trabaja allí.</translation>
    </message>
    <message>
        <source>It could not be proven just now that %1, which is kept, still works. This one was left as it was.</source>
        <extracomment>%1 is an instance&apos;s name</extracomment>
        <translation>No se pudo comprobar ahora que %1, que se conserva, sigue funcionando. Esta se dejó como estaba.</translation>
    </message>
    <message>
        <source>The row has changed since the plan was made, so it was left as it was. Read again and look at it.</source>
        <translation>La fila cambió desde que se hizo el plan, así que se dejó como estaba. Lea de nuevo y mírela.</translation>
    </message>
    <message>
        <source>Another table of the database refers to this row, so it cannot be deleted. It was switched off instead; ask the database&apos;s administrator to look at it.</source>
        <translation>Otra tabla de la base de datos hace referencia a esta fila, así que no se puede eliminar. En su lugar se desactivó; pida al administrador de la base de datos que la mire.</translation>
    </message>
    <message>
        <source>There is another row by now: %1. This row was left as it is; read again and look at both.</source>
        <extracomment>%1 is an instance&apos;s name</extracomment>
        <translation>Ahora hay otra fila: %1. Esta se dejó como está; lea de nuevo y mire ambas.</translation>
    </message>
    <message>
        <source>The cache entry has changed since the plan was made, so it was left as it was. Read again and look at it.</source>
        <translation>La entrada de la caché cambió desde que se hizo el plan, así que se dejó como estaba. Lea de nuevo y mírela.</translation>
    </message>
    <message>
        <source>A program keeps writing the cache entry back. Ask whoever runs it to stop that, then delete the entry again.</source>
        <translation>Un programa sigue escribiendo la entrada de la caché. Pida a quien lo opera que lo detenga, y elimine la entrada de nuevo.</translation>
    </message>
    <message>
        <source>The server said that it set the webhook, but still has another one. Try again.</source>
        <translation>El servidor dijo que puso el webhook, pero sigue teniendo otro. Inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>The server was asked to log the phone out, but does not show it as logged out. Row and cache entry were left as they were; try again, and restart the instance or the server if it stays so.</source>
        <translation>Se pidió al servidor desconectar el teléfono, pero no lo muestra desconectado. La fila y la entrada de la caché se dejaron como estaban; inténtelo de nuevo y, si sigue así, reinicie la instancia o el servidor.</translation>
    </message>
    <message>
        <source>It was written, but one of the stores does not show it. Read again and look at it.</source>
        <translation>Se escribió, pero uno de los almacenes no lo muestra. Lea de nuevo y mírelo.</translation>
    </message>
    <message>
        <source>A store could not be read completely any more, so nothing further was begun. Read again.</source>
        <translation>Un almacén ya no se pudo leer por completo, así que no se empezó nada más. Lea de nuevo.</translation>
    </message>
    <message>
        <source>Not begun, because you stopped before.</source>
        <translation>No iniciado, porque usted paró antes.</translation>
    </message>
    <message>
        <source>This instance has no row that could say that it is protected, and there is no profile to keep it in. Use a profile, then protect it.</source>
        <translation>Esta instancia no tiene una fila que pueda decir que está protegida, y no hay un perfil donde guardarlo. Use un perfil y protéjala entonces.</translation>
    </message>
    <message>
        <source>The row has no token any more, so this was left as it was. Read again and look at it.</source>
        <translation>La fila ya no tiene token, así que esto se dejó como estaba. Lea de nuevo y mírelo.</translation>
    </message>
    <message>
        <source>The server now lists another instance of this name. Row and cache entry belong to that one and were left as they were; read again and look at it.</source>
        <translation>El servidor lista ahora otra instancia con este nombre. La fila y la entrada de la caché son de esa y se dejaron como estaban; lea de nuevo y mírelo.</translation>
    </message>
    <message>
        <source>%1 is the only connected instance of its organization, so Steward does not finish what was interrupted here. To do it anyway, plan it again.</source>
        <extracomment>%1 is an instance&apos;s name</extracomment>
        <translation>%1 es la única instancia conectada de su organización, así que Steward no termina aquí lo que se interrumpió. Para hacerlo de todos modos, planéelo de nuevo.</translation>
    </message>
    <message>
        <source>An earlier version of Steward was interrupted here and kept no note of the result, so it was left as it is now. Read again and look at it.</source>
        <translation>Una versión anterior de Steward se interrumpió aquí y no anotó el resultado, así que se dejó como está ahora. Lea de nuevo y mírelo.</translation>
    </message>
    <message>
        <source>%1 has changed since it was begun, so it was left as it is now. %2 Read again and look at it.</source>
        <extracomment>%1 is an instance&apos;s name, %2 a sentence that says what has changed</extracomment>
        <translation>%1 cambió desde que se empezó, así que se dejó como está ahora. %2 Lea de nuevo y mírelo.</translation>
    </message>
    <message>
        <source>%1 What was interrupted is not finished and stays in the journal. Once the server lists them again, resume again, or plan the rest again: %2</source>
        <extracomment>%1 is a sentence that says why, %2 a command to be typed</extracomment>
        <translation>%1 Lo que se interrumpió no está terminado y queda en el diario. Cuando el servidor las liste de nuevo, reanúdelo, o planee de nuevo el resto: %2</translation>
    </message>
    <message>
        <source>%1 The plan that you saw did not say so, so what had not begun was not begun. Plan the rest again: %2</source>
        <extracomment>%1 is one or more sentences that say why, %2 a command to be typed</extracomment>
        <translation>%1 El plan que usted vio no decía eso, así que lo que no había empezado no se empezó. Planee de nuevo el resto: %2</translation>
    </message>
    <message>
        <source>Not all of it was done, and there is nothing to resume. Plan the rest again: %1</source>
        <extracomment>%1 is a command to be typed</extracomment>
        <translation>No se hizo todo, y no hay nada que reanudar. Planee de nuevo el resto: %1</translation>
    </message>
    <message>
        <source>This version of Steward does not know how to do this step, so nothing was sent for it. Take the newest version, and plan it anew.</source>
        <translation>Esta versión de Steward no sabe hacer este paso, así que no se envió nada para él. Use la versión más reciente y planéelo de nuevo.</translation>
    </message>
    <message>
        <source>The webhook has changed since the plan was made, so it was left as it is now. Read again and look at it.</source>
        <translation>El webhook cambió desde que se hizo el plan, así que quedó como está ahora. Lea de nuevo y revíselo.</translation>
    </message>
    <message>
        <source>The server refused to restart it, as it does where no phone is connected. Read again and look at it.</source>
        <translation>El servidor se negó a reiniciarla, como hace cuando no hay ningún teléfono vinculado. Lea de nuevo y revísela.</translation>
    </message>
    <message>
        <source>The server was asked to restart it, but does not show it as connected again. Wait a minute and read again. If it stays disconnected, pair its phone again.</source>
        <translation>Se pidió al servidor que la reiniciara, pero no la muestra conectada de nuevo. Espere un minuto y lea de nuevo. Si sigue desconectada, vincule otra vez su teléfono.</translation>
    </message>
</context>
<context>
    <name>steward::ApplyModel</name>
    <message>
        <source>%1 %2</source>
        <extracomment>%1 is an organization, %2 its instance</extracomment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Instance</source>
        <translation>Instancia</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Servidor</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Base</translation>
    </message>
    <message>
        <source>Cache</source>
        <translation>Caché</translation>
    </message>
    <message>
        <source>Workers</source>
        <translation>Programas</translation>
    </message>
    <message>
        <source>working</source>
        <translation>trabajando</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>esperando</translation>
    </message>
    <message>
        <source>being proven</source>
        <translation>comprobándose</translation>
    </message>
</context>
<context>
    <name>steward::Audit</name>
    <message>
        <source>(empty name)</source>
        <translation>(nombre vacío)</translation>
    </message>
    <message>
        <source>(row without a name)</source>
        <translation>(fila sin nombre)</translation>
    </message>
    <message>
        <source>(token %1)</source>
        <extracomment>%1 is the first characters of a webhook token</extracomment>
        <translation>(token %1)</translation>
    </message>
</context>
<context>
    <name>steward::AuditCommand</name>
    <message>
        <source>%1 rows: %2</source>
        <extracomment>%1 is a number of rows, %2 how many of them have each verdict, such as &quot;3 problem, 20 not-checked&quot;</extracomment>
        <translation>%1 filas: %2</translation>
    </message>
    <message>
        <source>One of the stores was not read, so no row is called healthy.</source>
        <translation>Uno de los almacenes no se leyó, así que ninguna fila se da por correcta.</translation>
    </message>
    <message numerus="yes">
        <source>Nothing is concluded about %n name(s) that the server does not list: it was not asked about them, or did not answer.</source>
        <extracomment>%n is a number of names</extracomment>
        <translation>
            <numerusform>No se concluye nada sobre %Ln nombre que el servidor no lista: no se le preguntó por él, o no respondió.</numerusform>
            <numerusform>No se concluye nada sobre %Ln nombres que el servidor no lista: no se le preguntó por ellos, o no respondió.</numerusform>
        </translation>
    </message>
    <message>
        <source>To know which instances work, run “audit --all”: it also asks the server&apos;s memory and the webhook of each.</source>
        <translation>Para saber qué instancias funcionan, ejecute “audit --all”: también consulta la memoria del servidor y el webhook de cada una.</translation>
    </message>
</context>
<context>
    <name>steward::AuditIndex</name>
    <message>
        <source>(no organization)</source>
        <translation>(sin organización)</translation>
    </message>
</context>
<context>
    <name>steward::Authorities</name>
    <message>
        <source>The CA file %1 holds no certificate that can be read. Choose another file in the profile.</source>
        <extracomment>%1 is a file&apos;s path</extracomment>
        <translation>El archivo de la CA %1 no tiene ningún certificado que se pueda leer. Elija otro archivo en el perfil.</translation>
    </message>
</context>
<context>
    <name>steward::Autostart</name>
    <message>
        <source>%1 could not be written. Check whether you may write there.</source>
        <extracomment>%1 is a file&apos;s path</extracomment>
        <translation>%1 no se pudo escribir. Verifique si usted puede escribir allí.</translation>
    </message>
</context>
<context>
    <name>steward::Breakers</name>
    <message>
        <source>server</source>
        <translation>servidor</translation>
    </message>
    <message>
        <source>database</source>
        <translation>base de datos</translation>
    </message>
    <message>
        <source>cache</source>
        <translation>caché</translation>
    </message>
    <message>
        <source>It was not read.</source>
        <translation>No se leyó.</translation>
    </message>
    <message>
        <source>The %1 was not read completely, so nothing was changed. %2</source>
        <extracomment>%1 is &quot;server&quot;, &quot;database&quot; or &quot;cache&quot;, %2 a sentence that says why</extracomment>
        <translation>No se pudo leer todo (%1), así que no se cambió nada. %2</translation>
    </message>
    <message>
        <source>The server is still starting, so nothing was changed. Try again in a minute.</source>
        <translation>El servidor aún se está iniciando, así que no se cambió nada. Inténtelo de nuevo en un minuto.</translation>
    </message>
    <message>
        <source>This profile is read only. Use one that allows changes.</source>
        <translation>Este perfil es de solo lectura. Use uno que permita cambios.</translation>
    </message>
    <message numerus="yes">
        <source>%n of them are protected. Leave them out, or remove their protection first.</source>
        <translation>
            <numerusform>%Ln de ellas está protegida. Déjela fuera, o quite antes su protección.</numerusform>
            <numerusform>%Ln de ellas están protegidas. Déjelas fuera, o quite antes su protección.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was changed. %1</source>
        <extracomment>%1 is a sentence that says which right to which store is missing</extracomment>
        <translation>No se cambió nada. %1</translation>
    </message>
    <message>
        <source>%1 of %2 connected instances would be disconnected.</source>
        <extracomment>%1 and %2 are numbers of instances</extracomment>
        <translation>%1 de %2 instancias conectadas se desconectarían.</translation>
    </message>
    <message numerus="yes">
        <source>%n of them are connected: their phones have to be paired again.</source>
        <translation>
            <numerusform>%Ln de ellas está conectada: hay que vincular de nuevo su teléfono.</numerusform>
            <numerusform>%Ln de ellas están conectadas: hay que vincular de nuevo sus teléfonos.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them are connected but are no WHATSAPP-BAILEYS instances: they would receive nothing any more.</source>
        <translation>
            <numerusform>%Ln de ellas está conectada pero no es WHATSAPP-BAILEYS: ya no recibiría nada.</numerusform>
            <numerusform>%Ln de ellas están conectadas pero no son WHATSAPP-BAILEYS: ya no recibirían nada.</numerusform>
        </translation>
    </message>
    <message>
        <source>This is PRODUCTION.</source>
        <translation>Esto es PRODUCCIÓN.</translation>
    </message>
    <message numerus="yes">
        <source>Many at once: %n instance(s) or row(s) would be deleted or disconnected.</source>
        <translation>
            <numerusform>Muchas a la vez: %Ln instancia o fila se eliminaría o desconectaría.</numerusform>
            <numerusform>Muchas a la vez: %Ln instancias o filas se eliminarían o desconectarían.</numerusform>
        </translation>
    </message>
    <message>
        <source>To do it anyway, type: %1</source>
        <extracomment>%1 is the text to be typed: an instance&apos;s name or a number</extracomment>
        <translation>Para hacerlo de todos modos, escriba: %1</translation>
    </message>
</context>
<context>
    <name>steward::BulkBar</name>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%Ln seleccionada</numerusform>
            <numerusform>%Ln seleccionadas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hidden and left alone</source>
        <extracomment>%n is how many of the selected rows the filter hides; it follows &quot;5 selected&quot;</extracomment>
        <translation>
            <numerusform>%Ln oculta, que queda como está</numerusform>
            <numerusform>%Ln ocultas, que quedan como están</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::BulkOutlook</name>
    <message>
        <source>Makes the stores agree where that is safe.</source>
        <translation>Hace que los almacenes coincidan donde es seguro.</translation>
    </message>
    <message numerus="yes">
        <source>%n are duplicates: clean those up.</source>
        <translation>
            <numerusform>%Ln es duplicada: límpiela.</numerusform>
            <numerusform>%Ln son duplicadas: límpielas.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n need your decision.</source>
        <translation>
            <numerusform>%Ln necesita su decisión.</numerusform>
            <numerusform>%Ln necesitan su decisión.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n need the server&apos;s administrator.</source>
        <translation>
            <numerusform>%Ln necesita al administrador del servidor.</numerusform>
            <numerusform>%Ln necesitan al administrador del servidor.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n have nothing to repair.</source>
        <translation>
            <numerusform>%Ln no tiene nada que reparar.</numerusform>
            <numerusform>%Ln no tienen nada que reparar.</numerusform>
        </translation>
    </message>
    <message>
        <source>Repair…</source>
        <translation>Reparar…</translation>
    </message>
    <message>
        <source>Shows a code for each, one after another.</source>
        <translation>Muestra un código para cada una, una tras otra.</translation>
    </message>
    <message numerus="yes">
        <source>%n cannot be paired: the server has no phone under their name.</source>
        <translation>
            <numerusform>%Ln no se puede vincular: el servidor no tiene un teléfono con ese nombre.</numerusform>
            <numerusform>%Ln no se pueden vincular: el servidor no tiene un teléfono con esos nombres.</numerusform>
        </translation>
    </message>
    <message>
        <source>Pair…</source>
        <translation>Vincular…</translation>
    </message>
    <message>
        <source>Logs the phone out and switches the row off.</source>
        <translation>Desconecta el teléfono y desactiva la fila.</translation>
    </message>
    <message numerus="yes">
        <source>%n have no row.</source>
        <translation>
            <numerusform>%Ln no tiene fila.</numerusform>
            <numerusform>%Ln no tienen fila.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n are off already.</source>
        <translation>
            <numerusform>%Ln ya está desactivada.</numerusform>
            <numerusform>%Ln ya están desactivadas.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n are protected.</source>
        <translation>
            <numerusform>%Ln está protegida.</numerusform>
            <numerusform>%Ln están protegidas.</numerusform>
        </translation>
    </message>
    <message>
        <source>Disable…</source>
        <translation>Desactivar…</translation>
    </message>
    <message>
        <source>Removes them from server, database and cache, and proves it.</source>
        <translation>Las quita del servidor, de la base de datos y de la caché, y lo comprueba.</translation>
    </message>
    <message numerus="yes">
        <source>%n are no instances: repair removes them.</source>
        <translation>
            <numerusform>%Ln no es una instancia: reparar la quita.</numerusform>
            <numerusform>%Ln no son instancias: reparar las quita.</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Eliminar…</translation>
    </message>
</context>
<context>
    <name>steward::CacheRules</name>
    <message>
        <source>the entry of the instance</source>
        <translation>la entrada de la instancia</translation>
    </message>
    <message>
        <source>the entry of the token %1</source>
        <extracomment>%1 is the first characters of a webhook token</extracomment>
        <translation>la entrada del token %1</translation>
    </message>
    <message>
        <source>The cache has %1, but no active row names the instance.</source>
        <extracomment>%1 is &quot;the entry of the instance&quot; or &quot;the entry of the token abcd…&quot;</extracomment>
        <translation>La caché tiene %1, pero ninguna fila activa nombra la instancia.</translation>
    </message>
    <message>
        <source>The cache has %1, but no active row has this token.</source>
        <extracomment>%1 is &quot;the entry of the token abcd…&quot;</extracomment>
        <translation>La caché tiene %1, pero ninguna fila activa tiene ese token.</translation>
    </message>
    <message>
        <source>The server lists it and its row is active, but it has no cache entry yet.</source>
        <translation>El servidor la lista y su fila está activa, pero aún no tiene entrada en la caché.</translation>
    </message>
    <message>
        <source>none</source>
        <translation>ninguno</translation>
    </message>
    <message>
        <source>In the cache, %1 names the organization %2. The row names %3.</source>
        <extracomment>%1 is which cache entry, %2 and %3 are organizations</extracomment>
        <translation>En la caché, %1 nombra la organización %2. La fila nombra %3.</translation>
    </message>
    <message>
        <source>In the cache, %1 names the clinic %2. The row names %3.</source>
        <extracomment>%1 is which cache entry, %2 and %3 are a clinic&apos;s id or &quot;none&quot;</extracomment>
        <translation>En la caché, %1 nombra la clínica %2. La fila nombra %3.</translation>
    </message>
    <message>
        <source>In the cache, %1 has the number %2. The row has %3.</source>
        <extracomment>%1 is which cache entry, %2 and %3 are phone numbers</extracomment>
        <translation>En la caché, %1 tiene el número %2. La fila tiene %3.</translation>
    </message>
    <message>
        <source>its value is not JSON</source>
        <translation>su valor no es JSON</translation>
    </message>
    <message>
        <source>its value is JSON, but no object</source>
        <translation>su valor es JSON, pero no un objeto</translation>
    </message>
    <message>
        <source>the key has the type %1</source>
        <extracomment>%1 is a type of Redis, such as &quot;list&quot;</extracomment>
        <translation>la clave es del tipo %1</translation>
    </message>
    <message>
        <source>In the cache, %1 cannot be read: %2.</source>
        <extracomment>%1 is which cache entry, %2 is why it cannot be read</extracomment>
        <translation>En la caché, %1 no se puede leer: %2.</translation>
    </message>
    <message>
        <source>In the cache, %1 never expires.</source>
        <extracomment>%1 is which cache entry</extracomment>
        <translation>En la caché, %1 nunca caduca.</translation>
    </message>
    <message>
        <source>Its queues still hold %1 outgoing and %2 failed messages.</source>
        <extracomment>%1 is a number of outgoing messages, %2 a number of failed messages</extracomment>
        <translation>Sus colas aún guardan %1 mensajes de salida y %2 fallidos.</translation>
    </message>
</context>
<context>
    <name>steward::CallContext</name>
    <message>
        <source>Stopped.</source>
        <translation>Parado.</translation>
    </message>
    <message>
        <source>%1 did not answer in time. Try again, or ask the doctor.</source>
        <extracomment>%1 is a store, such as &quot;The Evolution API server&quot;</extracomment>
        <translation>%1 no respondió a tiempo. Inténtelo de nuevo, o consulte el diagnóstico.</translation>
    </message>
</context>
<context>
    <name>steward::ChecklistModel</name>
    <message>
        <source>Step</source>
        <translation>Paso</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>What came of it</source>
        <translation>Lo que pasó</translation>
    </message>
</context>
<context>
    <name>steward::ChooseStep</name>
    <message>
        <source>Reading the three stores, and asking the server&apos;s memory of each duplicate…</source>
        <translation>Leyendo los tres almacenes y consultando la memoria del servidor sobre cada duplicado…</translation>
    </message>
    <message numerus="yes">
        <source>%n instance(s)</source>
        <translation>
            <numerusform>%Ln instancia</numerusform>
            <numerusform>%Ln instancias</numerusform>
        </translation>
    </message>
    <message>
        <source>Needs your decision</source>
        <translation>Necesita su decisión</translation>
    </message>
    <message>
        <source>You keep %1</source>
        <extracomment>%1 is the end of an instance&apos;s name</extracomment>
        <translation>Usted conserva %1</translation>
    </message>
    <message>
        <source>Steward keeps %1</source>
        <translation>Steward conserva %1</translation>
    </message>
    <message>
        <source>Nothing changes.</source>
        <translation>No cambia nada.</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n group(s) chosen</source>
        <extracomment>%1 is how many groups of duplicates are chosen, %n how many there are</extracomment>
        <translation>
            <numerusform>%1 de %Ln grupo elegido</numerusform>
            <numerusform>%1 de %Ln grupos elegidos</numerusform>
        </translation>
    </message>
    <message>
        <source>There are no duplicates.</source>
        <translation>No hay duplicados.</translation>
    </message>
    <message numerus="yes">
        <source>%n group(s)</source>
        <translation>
            <numerusform>%Ln grupo</numerusform>
            <numerusform>%Ln grupos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hidden and left alone</source>
        <translation>
            <numerusform>%Ln oculta, que queda como está</numerusform>
            <numerusform>%Ln ocultas, que quedan como están</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n group(s) stay as they are</source>
        <translation>
            <numerusform>%Ln grupo queda como está</numerusform>
            <numerusform>%Ln grupos quedan como están</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::CommandHelp</name>
    <message>
        <source>Usage: </source>
        <extracomment>the heading before how a command is typed</extracomment>
        <translation>Uso: </translation>
    </message>
    <message>
        <source>Options:</source>
        <translation>Opciones:</translation>
    </message>
    <message>
        <source>Examples:</source>
        <translation>Ejemplos:</translation>
    </message>
    <message>
        <source>Without --profile or --practice these variables say where the stores are: %1.</source>
        <extracomment>%1 lists the names of variables</extracomment>
        <translation>Sin --profile ni --practice, estas variables dicen dónde están los almacenes: %1.</translation>
    </message>
    <message>
        <source>STEWARD_CA_FILE adds certificate authorities to the system&apos;s. For one store alone, in place of these: %1. A client certificate for Redis: %2.</source>
        <extracomment>%1 and %2 list the names of variables</extracomment>
        <translation>STEWARD_CA_FILE añade autoridades de certificación a las del sistema. Para un solo almacén, en lugar de estas: %1. Un certificado de cliente para Redis: %2.</translation>
    </message>
    <message>
        <source>STEWARD_DATABASE_OWNER_URL has the credentials of the tables&apos; owner, for the guards only.</source>
        <translation>STEWARD_DATABASE_OWNER_URL tiene las credenciales del dueño de las tablas, solo para las salvaguardas.</translation>
    </message>
    <message>
        <source>The journal is in the data directory; “journal list” and “journal verify” need no stores.</source>
        <translation>El diario está en la carpeta de datos; “journal list” y “journal verify” no necesitan los almacenes.</translation>
    </message>
    <message>
        <source>Exit codes: 0 done; 1 an error, or a store that was not read; 2 problems of warning or worse, a guard that is missing, or a plan that was not applied; 3 something was written and not all of it is done; 4 refused before anything was written.</source>
        <translation>Códigos de salida: 0 hecho; 1 un error, o un almacén que no se leyó; 2 problemas de nivel advertencia o peor, una salvaguarda que falta, o un plan que no se aplicó; 3 algo se escribió y no todo está hecho; 4 rechazado antes de escribir nada.</translation>
    </message>
    <message>
        <source>Commands:</source>
        <translation>Comandos:</translation>
    </message>
    <message>
        <source>Options of every command:</source>
        <translation>Opciones de todos los comandos:</translation>
    </message>
    <message>
        <source>“steward-cli help COMMAND” explains a command, with examples.</source>
        <translation>“steward-cli help COMMAND” explica un comando, con ejemplos.</translation>
    </message>
    <message>
        <source>%1 names the proxy to the Evolution API server in place of the system&apos;s: http://HOST:PORT, socks5://HOST:PORT, or none.</source>
        <extracomment>%1 is the name of a variable</extracomment>
        <translation>%1 indica el proxy hacia el servidor de la Evolution API, en lugar del proxy del sistema: http://HOST:PUERTO, socks5://HOST:PUERTO o none.</translation>
    </message>
</context>
<context>
    <name>steward::CommandLine</name>
    <message>
        <source>Did you mean %1?</source>
        <extracomment>%1 lists words such as &quot;audit&quot;, &quot;apply&quot; of which one may have been meant; a blank stands before</extracomment>
        <translation>¿Quiso decir %1?</translation>
    </message>
    <message>
        <source>See steward-cli --help.</source>
        <translation>Vea steward-cli --help.</translation>
    </message>
    <message>
        <source>There is no command %1.</source>
        <extracomment>%1 is the word that was typed</extracomment>
        <translation>No hay un comando %1.</translation>
    </message>
    <message>
        <source>%2 has no option %1.</source>
        <extracomment>%1 is an option such as --memory, %2 a command such as &quot;show&quot;</extracomment>
        <translation>%2 no tiene la opción %1.</translation>
    </message>
    <message>
        <source>%1 takes no further word, such as “%2”.</source>
        <extracomment>%1 is a command such as &quot;plan clean&quot;, %2 what was typed after it</extracomment>
        <translation>%1 no lleva ninguna palabra más, como “%2”.</translation>
    </message>
    <message>
        <source>%1 needs the name of at least one instance.</source>
        <extracomment>%1 is a command such as &quot;plan delete&quot;</extracomment>
        <translation>%1 necesita el nombre de al menos una instancia.</translation>
    </message>
    <message>
        <source>%1 takes exactly one %2.</source>
        <extracomment>%1 is a command such as &quot;show&quot;, %2 what it needs after it, such as &quot;NAME&quot; or &quot;FILE&quot;</extracomment>
        <translation>%1 lleva exactamente un %2.</translation>
    </message>
    <message>
        <source>No command was given. See steward-cli --help.</source>
        <translation>No se dio ningún comando. Vea steward-cli --help.</translation>
    </message>
    <message>
        <source>%1 needs one of these after it: %2.</source>
        <extracomment>%1 is a command such as &quot;journal&quot;, %2 lists words such as &quot;list, verify&quot;</extracomment>
        <translation>%1 necesita uno de estos a continuación: %2.</translation>
    </message>
    <message>
        <source>create needs either --organization or --from FILE.</source>
        <translation>create necesita --organization o bien --from FILE.</translation>
    </message>
    <message>
        <source>--if-exists takes fail, reuse or replace.</source>
        <translation>--if-exists acepta fail, reuse o replace.</translation>
    </message>
    <message>
        <source>%1 is empty. Say what is meant, or leave it out.</source>
        <extracomment>%1 is an option such as --profile</extracomment>
        <translation>%1 está vacío. Diga qué se quiere decir o déjelo fuera.</translation>
    </message>
    <message>
        <source>--name is empty. Leave it out, and Steward makes a name.</source>
        <translation>--name está vacío. Déjelo fuera, y Steward hace un nombre.</translation>
    </message>
    <message>
        <source>create takes --yes and --confirm only with --if-exists replace, and --dry-run only with that or with --from FILE.</source>
        <translation>create acepta --yes y --confirm solo con --if-exists replace, y --dry-run solo con eso o con --from FILE.</translation>
    </message>
    <message>
        <source>repair takes only one of --organization, --use-phone and --row, and no --finding with it.</source>
        <translation>repair acepta solo uno de --organization, --use-phone y --row, y ningún --finding con él.</translation>
    </message>
    <message>
        <source>repair takes exactly one name with --organization or --use-phone.</source>
        <translation>repair lleva exactamente un nombre con --organization o --use-phone.</translation>
    </message>
    <message>
        <source>repair --row ID takes either --set-name NAME or --remove, and no name of an instance.</source>
        <translation>repair --row ID lleva --set-name NAME o --remove, y ningún nombre de instancia.</translation>
    </message>
    <message>
        <source>--row takes the ID of a row, as the plan of a repair shows it.</source>
        <translation>--row lleva el ID de una fila, como lo muestra el plan de una reparación.</translation>
    </message>
    <message>
        <source>--set-name takes the name of an instance.</source>
        <translation>--set-name lleva el nombre de una instancia.</translation>
    </message>
    <message>
        <source>--organization takes the ID of an organization.</source>
        <translation>--organization lleva el ID de una organización.</translation>
    </message>
    <message>
        <source>There is no finding called %1.</source>
        <extracomment>%1 is what was typed instead of a finding&apos;s code</extracomment>
        <translation>No hay un problema llamado %1.</translation>
    </message>
    <message>
        <source>There is no option %1.</source>
        <extracomment>%1 is an option that was typed, such as --memroy</extracomment>
        <translation>No hay la opción %1.</translation>
    </message>
    <message>
        <source>Use either --profile or --practice, not both.</source>
        <translation>Use --profile o --practice, no ambos.</translation>
    </message>
    <message>
        <source>The command ended without a result.</source>
        <translation>El comando terminó sin resultado.</translation>
    </message>
</context>
<context>
    <name>steward::CommandTable</name>
    <message>
        <source>Do it without asking, where the plan asks for no text.</source>
        <translation>Hacerlo sin preguntar, donde el plan no pide un texto.</translation>
    </message>
    <message>
        <source>Do it without asking: the text that the plan asks for.</source>
        <translation>Hacerlo sin preguntar: el texto que pide el plan.</translation>
    </message>
    <message>
        <source>Show the plan and change nothing.</source>
        <translation>Mostrar el plan y no cambiar nada.</translation>
    </message>
    <message>
        <source>Save the plan there, for “apply”.</source>
        <translation>Guardar allí el plan, para “apply”.</translation>
    </message>
    <message>
        <source>Also delete leftover keys of these names from the cache.</source>
        <translation>Eliminar también de la caché las claves que sobran de estos nombres.</translation>
    </message>
    <message>
        <source>Only this organization; may be given several times.</source>
        <translation>Solo esta organización; se puede dar varias veces.</translation>
    </message>
    <message>
        <source>Keep this instance of its organization; may be given several times.</source>
        <translation>Conservar esta instancia de su organización; se puede dar varias veces.</translation>
    </message>
    <message>
        <source>Only this problem; may be given several times.</source>
        <translation>Solo este problema; se puede dar varias veces.</translation>
    </message>
    <message>
        <source>Also check and set the webhooks.</source>
        <translation>Verificar y poner también los webhooks.</translation>
    </message>
    <message>
        <source>The instance belongs to this organization.</source>
        <translation>La instancia pertenece a esta organización.</translation>
    </message>
    <message>
        <source>The phone that is linked is the right one.</source>
        <translation>El teléfono que está vinculado es el correcto.</translation>
    </message>
    <message>
        <source>The row that --set-name or --remove is about.</source>
        <translation>La fila de la que tratan --set-name o --remove.</translation>
    </message>
    <message>
        <source>The row is the one of this instance.</source>
        <translation>La fila es la de esta instancia.</translation>
    </message>
    <message>
        <source>Remove the row, where nothing is left of what it names.</source>
        <translation>Quitar la fila, si no queda nada de lo que nombra.</translation>
    </message>
    <message>
        <source>The organization that the instance is for.</source>
        <translation>La organización para la que es la instancia.</translation>
    </message>
    <message>
        <source>Its clinic; otherwise its first active one.</source>
        <translation>Su clínica; si no, la primera activa.</translation>
    </message>
    <message>
        <source>The instance&apos;s name; otherwise Steward makes one.</source>
        <translation>El nombre de la instancia; si no, Steward hace uno.</translation>
    </message>
    <message>
        <source>The number that will be paired, with country code.</source>
        <translation>El número que se vinculará, con código de país.</translation>
    </message>
    <message>
        <source>What to do where the organization has an instance: fail, reuse or replace.</source>
        <translation>Qué hacer si la organización ya tiene una instancia: fail, reuse o replace.</translation>
    </message>
    <message>
        <source>Checks each store: reachable, credentials, rights; with cause and cure.</source>
        <translation>Verifica cada almacén: accesible, credenciales, derechos; con causa y solución.</translation>
    </message>
    <message>
        <source>Reads the three stores and says what disagrees, why, and what mends it.</source>
        <translation>Lee los tres almacenes y dice qué no coincide, por qué, y qué lo arregla.</translation>
    </message>
    <message>
        <source>Also look for leftover keys in the cache.</source>
        <translation>Buscar también claves que sobran en la caché.</translation>
    </message>
    <message>
        <source>Also ask the server&apos;s memory for each instance.</source>
        <translation>Consultar también la memoria del servidor sobre cada instancia.</translation>
    </message>
    <message>
        <source>Also ask for the webhook of each instance.</source>
        <translation>Consultar también el webhook de cada instancia.</translation>
    </message>
    <message>
        <source>All three. Only then is an instance called working.</source>
        <translation>Los tres. Solo así se dice que una instancia funciona.</translation>
    </message>
    <message>
        <source>Lists the rows that match, one on a line: words in any order, digits of a phone, and state:, organization:, phone:, problem:, since:&gt;30d, store: as the window&apos;s filter takes them.</source>
        <translation>Lista las filas que coinciden, una por línea: palabras en cualquier orden, cifras de un teléfono, y state:, organization:, phone:, problem:, since:&gt;30d, store: como en el filtro de la ventana.</translation>
    </message>
    <message>
        <source>Shows one instance in all three stores. The end of its name, or the name or ID of its organization, is enough where only one instance has it.</source>
        <translation>Muestra una instancia en los tres almacenes. El final de su nombre, o el nombre o ID de su organización, basta si solo una instancia lo tiene.</translation>
    </message>
    <message>
        <source>Lists the profiles that --profile takes.</source>
        <translation>Lista los perfiles que acepta --profile.</translation>
    </message>
    <message>
        <source>Creates one instance for an organization that has none, and proves it in all three stores.</source>
        <translation>Crea una instancia para una organización que no tiene ninguna, y la comprueba en los tres almacenes.</translation>
    </message>
    <message>
        <source>Shows the code that the phone scans, until the phone is linked.</source>
        <translation>Muestra el código que escanea el teléfono, hasta que el teléfono está vinculado.</translation>
    </message>
    <message>
        <source>Show characters to type on the phone of this number instead.</source>
        <translation>Mostrar en su lugar caracteres que se escriben en el teléfono de este número.</translation>
    </message>
    <message>
        <source>How long to wait for the phone.</source>
        <translation>Cuánto tiempo esperar al teléfono.</translation>
    </message>
    <message>
        <source>Shows what deleting these instances would change. Changes nothing.</source>
        <translation>Muestra qué cambiaría al eliminar estas instancias. No cambia nada.</translation>
    </message>
    <message>
        <source>Shows which duplicates would be deleted and which instance is kept. Changes nothing.</source>
        <translation>Muestra qué duplicados se eliminarían y qué instancia se conserva. No cambia nada.</translation>
    </message>
    <message>
        <source>Shows which problems would be repaired and how. Changes nothing.</source>
        <translation>Muestra qué problemas se repararían y cómo. No cambia nada.</translation>
    </message>
    <message>
        <source>Does what a saved plan shows, as far as it still holds.</source>
        <translation>Hace lo que muestra un plan guardado, hasta donde aún vale.</translation>
    </message>
    <message>
        <source>Deletes instances from all three stores, proves it and notifies the workers.</source>
        <translation>Elimina instancias de los tres almacenes, lo comprueba y avisa a los programas de mensajería.</translation>
    </message>
    <message>
        <source>Deletes each organization&apos;s duplicates and keeps the instance that works.</source>
        <translation>Elimina los duplicados de cada organización y conserva la instancia que funciona.</translation>
    </message>
    <message>
        <source>Repairs what the audit found, or says who has to.</source>
        <translation>Repara lo que encontró la lectura, o dice quién tiene que hacerlo.</translation>
    </message>
    <message>
        <source>Logs the phone out and switches the row off. Nothing is deleted.</source>
        <translation>Desconecta el teléfono y desactiva la fila. No se elimina nada.</translation>
    </message>
    <message>
        <source>Switches the row on again, with a new instance where there is none.</source>
        <translation>Activa de nuevo la fila, con una instancia nueva donde no hay ninguna.</translation>
    </message>
    <message>
        <source>Logs the phone out. Instance and row stay.</source>
        <translation>Desconecta el teléfono. La instancia y la fila quedan.</translation>
    </message>
    <message>
        <source>Deletes the instance and creates it again under the same name. Its phone has to be paired again.</source>
        <translation>Elimina la instancia y la crea de nuevo con el mismo nombre. Hay que vincular de nuevo su teléfono.</translation>
    </message>
    <message>
        <source>Protects instances: no plan changes them.</source>
        <translation>Protege instancias: ningún plan las cambia.</translation>
    </message>
    <message>
        <source>Removes the protection again.</source>
        <translation>Quita la protección.</translation>
    </message>
    <message>
        <source>Shows what protects the database against duplicates, and what prevents it.</source>
        <translation>Muestra qué protege la base de datos contra duplicados, y qué lo impide.</translation>
    </message>
    <message>
        <source>Prints the SQL of the guards, to read it or to hand it to the tables&apos; owner.</source>
        <translation>Escribe el SQL de las salvaguardas, para leerlo o entregarlo al dueño de las tablas.</translation>
    </message>
    <message>
        <source>Adds the guards that are missing, after showing what changes.</source>
        <translation>Añade las salvaguardas que faltan, después de mostrar qué cambia.</translation>
    </message>
    <message>
        <source>This role may still call the functions; may be given several times.</source>
        <translation>Este rol aún puede llamar a las funciones; se puede dar varias veces.</translation>
    </message>
    <message>
        <source>Lists what Steward did from this computer, and what is under way.</source>
        <translation>Lista lo que Steward hizo desde esta computadora, y lo que está en curso.</translation>
    </message>
    <message>
        <source>Finishes what was interrupted, as far as it still holds.</source>
        <translation>Termina lo que se interrumpió, hasta donde aún vale.</translation>
    </message>
    <message>
        <source>Brings back the rows that an operation deleted: switched off and with new tokens.</source>
        <translation>Devuelve las filas que eliminó una operación: desactivadas y con tokens nuevos.</translation>
    </message>
    <message>
        <source>Switched on instead, each with a new instance. Its phone has to be paired again.</source>
        <translation>En su lugar activadas, cada una con una instancia nueva. Hay que vincular de nuevo su teléfono.</translation>
    </message>
    <message>
        <source>Checks that the journal is complete and unchanged.</source>
        <translation>Verifica que el diario está completo y sin cambios.</translation>
    </message>
    <message>
        <source>Explains a command, with examples.</source>
        <translation>Explica un comando, con ejemplos.</translation>
    </message>
    <message>
        <source>The profile whose stores are meant, by name or ID.</source>
        <translation>El perfil cuyos almacenes valen, por nombre o ID.</translation>
    </message>
    <message>
        <source>The practice stores, which need no server.</source>
        <translation>Los almacenes de práctica, que no necesitan servidor.</translation>
    </message>
    <message>
        <source>Where profiles, journal and log are kept.</source>
        <translation>Dónde están perfiles, diario y registro.</translation>
    </message>
    <message>
        <source>Speak en, pt_BR or es. Otherwise what STEWARD_LANG says, or the system (LANG).</source>
        <translation>Hablar en, pt_BR o es. Si no, lo que dice STEWARD_LANG, o el sistema (LANG).</translation>
    </message>
    <message>
        <source>Print one JSON document.</source>
        <translation>Escribir un documento JSON.</translation>
    </message>
    <message>
        <source>Write the details behind each error to stderr, without secrets.</source>
        <translation>Escribir en stderr los detalles detrás de cada error, sin secretos.</translation>
    </message>
    <message>
        <source>Explain the command.</source>
        <translation>Explicar el comando.</translation>
    </message>
    <message>
        <source>Tell the versions of the program and its libraries.</source>
        <translation>Decir las versiones del programa y de sus bibliotecas.</translation>
    </message>
    <message>
        <source>Prints what whoever helps has to know: versions, settings, journal and log, without a secret.</source>
        <translation>Escribe lo que tiene que saber quien ayuda: versiones, ajustes, diario y registro, sin ningún secreto.</translation>
    </message>
    <message>
        <source>A CSV file with the columns organization (name or ID), clinic_id, name and phone: one instance for each line.</source>
        <translation>Un archivo CSV con las columnas organization (nombre o ID), clinic_id, name y phone: una instancia por línea.</translation>
    </message>
    <message>
        <source>Reads again and again and tells each change once: an organization that is not connected any more, a pairing that sticks, a new duplicate, a store that cannot be read. Ctrl+C ends it.</source>
        <translation>Lee una y otra vez y avisa cada cambio una vez: una organización que ya no está conectada, una vinculación atascada, un duplicado nuevo, un almacén que no se puede leer. Ctrl+C lo termina.</translation>
    </message>
    <message>
        <source>Only what this view shows: all, attention, connected, disconnected, pairing, protected, or one that was saved in the window.</source>
        <translation>Solo lo que muestra esta vista: all, attention, connected, disconnected, pairing, protected, o una guardada en la ventana.</translation>
    </message>
    <message>
        <source>Run it for each change, with the change on its standard input.</source>
        <translation>Ejecutarlo con cada cambio, con el cambio en su entrada estándar.</translation>
    </message>
    <message>
        <source>Writes profiles as a file for a team, all or those that are named, without secrets.</source>
        <translation>Guarda perfiles en un archivo para un equipo, todos o los que se indican, sin secretos.</translation>
    </message>
    <message>
        <source>Save them there instead of printing them.</source>
        <translation>Los guarda allí en vez de mostrarlos.</translation>
    </message>
    <message>
        <source>Takes over the profiles of a file that was exported. Those that are here already stay.</source>
        <translation>Importa los perfiles de un archivo exportado. Los que ya están aquí quedan como están.</translation>
    </message>
    <message>
        <source>Where the server sends messages, with {webhook_token} or {instance_name} in it; without it the address stays.</source>
        <translation>Adónde envía el servidor los mensajes, con {webhook_token} o {instance_name}; sin esto, la dirección queda como está.</translation>
    </message>
    <message>
        <source>Send this event, and only those given; may be given several times. Without it the events stay.</source>
        <translation>Enviar este evento, y solo los indicados; puede repetirse. Sin esto, los eventos quedan como están.</translation>
    </message>
    <message>
        <source>Sets the address and the events of the instances&apos; webhooks.</source>
        <translation>Define la dirección y los eventos de los webhooks de las instancias.</translation>
    </message>
    <message>
        <source>Restarts connected instances. The connection drops for a moment.</source>
        <translation>Reinicia instancias conectadas. La conexión se corta un momento.</translation>
    </message>
</context>
<context>
    <name>steward::CompareView</name>
    <message>
        <source>&amp;Only differences</source>
        <translation>&amp;Solo diferencias</translation>
    </message>
    <message>
        <source>Records of the three stores</source>
        <translation>Registros de los tres almacenes</translation>
    </message>
    <message numerus="yes">
        <source>%n of %1 differ</source>
        <extracomment>%n is how many of %1 fields differ between the stores</extracomment>
        <translation>
            <numerusform>%Ln de %1 difiere</numerusform>
            <numerusform>%Ln de %1 difieren</numerusform>
        </translation>
    </message>
    <message>
        <source>What the stores say of it agrees.</source>
        <translation>Lo que dicen de ella los almacenes coincide.</translation>
    </message>
    <message>
        <source>No difference</source>
        <translation>Sin diferencias</translation>
    </message>
</context>
<context>
    <name>steward::ComponentsPage</name>
    <message>
        <source>Buttons</source>
        <translation>Botones</translation>
    </message>
    <message>
        <source>Primary</source>
        <translation>Primario</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>Predeterminado</translation>
    </message>
    <message>
        <source>Ghost</source>
        <translation>Fantasma</translation>
    </message>
    <message>
        <source>Delete 6</source>
        <translation>Eliminar 6</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menú</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Apagado</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Eliminar…</translation>
    </message>
    <message>
        <source>Hover</source>
        <translation>Bajo el puntero</translation>
    </message>
    <message>
        <source>Focus</source>
        <translation>En foco</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>Leer de nuevo</translation>
    </message>
    <message>
        <source>Small 28</source>
        <translation>Pequeño 28</translation>
    </message>
    <message>
        <source>Default 32</source>
        <translation>Normal 32</translation>
    </message>
    <message>
        <source>Large 40</source>
        <translation>Grande 40</translation>
    </message>
    <message>
        <source>Inputs</source>
        <translation>Campos</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Error</translation>
    </message>
    <message>
        <source>Clínica Boa Semente</source>
        <translation>Clínica Boa Semente</translation>
    </message>
    <message>
        <source>On</source>
        <translation>Encendido</translation>
    </message>
    <message>
        <source>Some</source>
        <translation>Algunos</translation>
    </message>
    <message>
        <source>One</source>
        <translation>Uno</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Otro</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Letra</translation>
    </message>
    <message>
        <source>28 Number, headline</source>
        <translation>28 Número, titular</translation>
    </message>
    <message>
        <source>20 Page title</source>
        <translation>20 Título de página</translation>
    </message>
    <message>
        <source>15 Section title</source>
        <translation>15 Título de sección</translation>
    </message>
    <message>
        <source>13 Body,</source>
        <translation>13 Texto,</translation>
    </message>
    <message>
        <source>13 strong,</source>
        <translation>13 fuerte,</translation>
    </message>
    <message>
        <source>13 quiet</source>
        <translation>13 discreto</translation>
    </message>
    <message>
        <source>12 Pill, count, help</source>
        <translation>12 Etiqueta, cuenta, ayuda</translation>
    </message>
    <message>
        <source>11 Label</source>
        <translation>11 Rótulo</translation>
    </message>
    <message>
        <source>Rings and lines</source>
        <translation>Anillos y líneas</translation>
    </message>
    <message>
        <source>State pills</source>
        <translation>Etiquetas de estado</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Conectado</translation>
    </message>
    <message>
        <source>Disconnected</source>
        <translation>Desconectado</translation>
    </message>
    <message>
        <source>Pairing</source>
        <translation>Vinculando</translation>
    </message>
    <message>
        <source>Not on server</source>
        <translation>Ausente</translation>
    </message>
    <message>
        <source>Not read</source>
        <translation>Sin leer</translation>
    </message>
    <message>
        <source>Store indicators</source>
        <translation>Señales de los almacenes</translation>
    </message>
    <message>
        <source>All agree</source>
        <translation>Todos coinciden</translation>
    </message>
    <message>
        <source>Only on the server</source>
        <translation>Solo en el servidor</translation>
    </message>
    <message>
        <source>Database differs, a warning</source>
        <translation>La base de datos difiere, una advertencia</translation>
    </message>
    <message>
        <source>Database differs, an error</source>
        <translation>La base de datos difiere, un error</translation>
    </message>
    <message>
        <source>Server not read</source>
        <translation>Servidor sin leer</translation>
    </message>
    <message>
        <source>Severity and steps</source>
        <translation>Gravedad y pasos</translation>
    </message>
    <message>
        <source>Done and proven</source>
        <translation>Hecho y comprobado</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Advertencia</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>Trabajando</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Nota</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Esperando</translation>
    </message>
    <message>
        <source>Environments</source>
        <translation>Entornos</translation>
    </message>
    <message>
        <source>PRODUCTION</source>
        <translation>PRODUCCIÓN</translation>
    </message>
    <message>
        <source>STAGING</source>
        <translation>PRUEBAS</translation>
    </message>
    <message>
        <source>DEVELOPMENT</source>
        <translation>DESARROLLO</translation>
    </message>
    <message>
        <source>PRACTICE</source>
        <translation>PRÁCTICA</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Colores</translation>
    </message>
    <message>
        <source>Banners</source>
        <translation>Avisos</translation>
    </message>
    <message>
        <source>The server cannot be reached</source>
        <translation>No se puede llegar al servidor</translation>
    </message>
    <message>
        <source>Nobody answers at wa.clinics.example.</source>
        <translation>Nadie responde en wa.clinics.example.</translation>
    </message>
    <message>
        <source>One operation was interrupted</source>
        <translation>Una operación se interrumpió</translation>
    </message>
    <message>
        <source>One step is left.</source>
        <translation>Falta un paso.</translation>
    </message>
    <message>
        <source>3 updates are waiting</source>
        <translation>3 novedades esperan</translation>
    </message>
    <message>
        <source>Toasts</source>
        <translation>Mensajes breves</translation>
    </message>
    <message>
        <source>Protected Clínica Vida Plena</source>
        <translation>Clínica Vida Plena protegida</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Deshacer</translation>
    </message>
    <message>
        <source>Plan saved</source>
        <translation>Plan guardado</translation>
    </message>
    <message>
        <source>Show file</source>
        <translation>Mostrar archivo</translation>
    </message>
    <message>
        <source>Dialog, only for files and passwords</source>
        <translation>Diálogo, solo para archivos y contraseñas</translation>
    </message>
</context>
<context>
    <name>steward::ConnectionRules</name>
    <message>
        <source>The server lists it (%1) but does not run it, so it does not work.</source>
        <extracomment>%1 is a connection state of the server&apos;s list, such as &quot;connected&quot;</extracomment>
        <translation>El servidor la lista (%1) pero no la ejecuta, así que no funciona.</translation>
    </message>
    <message>
        <source>The server does not list it. Asked by name, the server knows it but says no state.</source>
        <translation>El servidor no la lista. Preguntado por su nombre, la conoce pero no dice su estado.</translation>
    </message>
    <message>
        <source>The server runs it (%1) but does not list it.</source>
        <extracomment>%1 is a connection state of the server&apos;s memory, such as &quot;connected&quot;</extracomment>
        <translation>El servidor la ejecuta (%1) pero no la lista.</translation>
    </message>
    <message>
        <source>The server lists it as disconnected but runs it as connected, asked twice. After a restart its phone may have to be paired again.</source>
        <translation>El servidor la lista como desconectada pero la ejecuta como conectada, preguntado dos veces. Tras un reinicio quizá haya que vincular de nuevo su teléfono.</translation>
    </message>
    <message>
        <source>On the server it is %1, but the status in its row is %2.</source>
        <extracomment>%1 is a connection state such as &quot;connected&quot;, %2 a status text such as &quot;pending&quot;</extracomment>
        <translation>En el servidor está %1, pero el estado en su fila es %2.</translation>
    </message>
    <message>
        <source>The connected phone is %1. Expected is %2.</source>
        <extracomment>%1 and %2 are phone numbers</extracomment>
        <translation>El teléfono conectado es %1. El esperado es %2.</translation>
    </message>
    <message>
        <source>The connected phone is %1, but its row says %2.</source>
        <extracomment>%1 and %2 are phone numbers</extracomment>
        <translation>El teléfono conectado es %1, pero su fila dice %2.</translation>
    </message>
    <message>
        <source>It was paired with %1, but no phone is connected now.</source>
        <extracomment>%1 is a phone number</extracomment>
        <translation>Se vinculó con %1, pero ahora no hay ningún teléfono conectado.</translation>
    </message>
    <message>
        <source>It was connected once, but no phone is connected now.</source>
        <translation>Estuvo conectada, pero ahora no hay ningún teléfono conectado.</translation>
    </message>
    <message numerus="yes">
        <source>It has waited for a phone for %n minute(s).</source>
        <translation>
            <numerusform>Espera un teléfono desde hace %Ln minuto.</numerusform>
            <numerusform>Espera un teléfono desde hace %Ln minutos.</numerusform>
        </translation>
    </message>
    <message>
        <source>Its phone is connected, but its row is switched off (status %1).</source>
        <extracomment>%1 is a status text such as &quot;disabled&quot;</extracomment>
        <translation>Su teléfono está conectado, pero su fila está desactivada (estado %1).</translation>
    </message>
</context>
<context>
    <name>steward::ConnectionSettings</name>
    <message>
        <source>The database address is not of the form postgresql://user:password@host:port/database. Write special characters in the password percent-encoded, such as %40 for an at sign.</source>
        <translation>La dirección de la base de datos no tiene la forma postgresql://usuario:contraseña@host:puerto/base. Escriba los caracteres especiales de la contraseña codificados con %, como %40 para una arroba.</translation>
    </message>
    <message>
        <source>The Redis address is not of the form redis://, rediss:// or unix://, user:password@host:port/number. Write special characters in the password percent-encoded, such as %40 for an at sign.</source>
        <translation>La dirección de Redis no tiene la forma redis://, rediss:// o unix://, usuario:contraseña@host:puerto/número. Escriba los caracteres especiales de la contraseña codificados con %, como %40 para una arroba.</translation>
    </message>
    <message>
        <source>The database address has a parameter that is not supported: %1. Remove it.</source>
        <extracomment>%1 is the parameter&apos;s name</extracomment>
        <translation>La dirección de la base de datos tiene un parámetro que no se admite: %1. Quítelo.</translation>
    </message>
    <message>
        <source>The parameter %1 of the database address has a value that is not known.</source>
        <extracomment>%1 is the parameter&apos;s name</extracomment>
        <translation>El parámetro %1 de la dirección de la base de datos tiene un valor que no se conoce.</translation>
    </message>
    <message>
        <source>The Redis address ends in something that is not a database number.</source>
        <translation>La dirección de Redis termina en algo que no es un número de base de datos.</translation>
    </message>
    <message>
        <source>The Evolution API server&apos;s address is not of the form https://host or http://host.</source>
        <translation>La dirección del servidor Evolution API no tiene la forma https://host o http://host.</translation>
    </message>
    <message>
        <source>The Evolution API server&apos;s address holds a user or a password. Remove it: the API key is enough.</source>
        <translation>La dirección del servidor Evolution API contiene un usuario o una contraseña. Quítelo: basta la clave de API.</translation>
    </message>
    <message>
        <source>The Evolution API server&apos;s address goes on after its path. Remove what begins with ? or #.</source>
        <translation>La dirección del servidor Evolution API sigue después de su ruta. Quite lo que empieza con ? o #.</translation>
    </message>
    <message>
        <source>The database address needs a host, a user and a database&apos;s name.</source>
        <translation>La dirección de la base de datos necesita un host, un usuario y el nombre de una base.</translation>
    </message>
    <message>
        <source>The Redis address names no socket. It has the form unix:///path/to/redis.sock.</source>
        <translation>La dirección de Redis no nombra ningún socket. Tiene la forma unix:///ruta/a/redis.sock.</translation>
    </message>
    <message>
        <source>The Redis address names no host.</source>
        <translation>La dirección de Redis no nombra ningún host.</translation>
    </message>
    <message>
        <source>The Redis address has a parameter that is not supported: %1. Remove it.</source>
        <extracomment>%1 is the parameter&apos;s name</extracomment>
        <translation>La dirección de Redis tiene un parámetro que no se admite: %1. Quítelo.</translation>
    </message>
</context>
<context>
    <name>steward::Console</name>
    <message>
        <source>%1 read, %2 in %3</source>
        <extracomment>%1 is a store&apos;s name, %2 a number of records, %3 a time such as &quot;0.4 s&quot;</extracomment>
        <translation>%1: leído, %2 en %3</translation>
    </message>
    <message>
        <source>%1: NOT READ. %2</source>
        <extracomment>%1 is a store&apos;s name, %2 a sentence that says why</extracomment>
        <translation>%1: SIN LEER. %2</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Servidor</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Base de datos</translation>
    </message>
    <message>
        <source>Cache</source>
        <translation>Caché</translation>
    </message>
    <message>
        <source>The server is still starting: it does not run most of its instances yet. Nothing is concluded from that; read again in a minute.</source>
        <translation>El servidor aún se está iniciando: todavía no ejecuta la mayoría de sus instancias. De eso no se concluye nada; lea de nuevo en un minuto.</translation>
    </message>
</context>
<context>
    <name>steward::CountTile</name>
    <message>
        <source>%1: %2</source>
        <extracomment>%1 is a state such as &quot;Disconnected&quot;, %2 a number</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1: not read</source>
        <extracomment>%1 is a state such as &quot;Disconnected&quot;</extracomment>
        <translation>%1: sin leer</translation>
    </message>
    <message>
        <source>unchanged %1</source>
        <extracomment>Below a number: %1 is &quot;since yesterday&quot;</extracomment>
        <translation>sin cambios %1</translation>
    </message>
</context>
<context>
    <name>steward::CreateCommand</name>
    <message>
        <source>%1 is already there, in all three stores.</source>
        <extracomment>%1 is an instance&apos;s name</extracomment>
        <translation>%1 ya existe, en los tres almacenes.</translation>
    </message>
    <message>
        <source>Created %1. All three stores have it.</source>
        <translation>Se creó %1. Los tres almacenes la tienen.</translation>
    </message>
    <message numerus="yes">
        <source>%n instance(s) would be created.</source>
        <extracomment>%n is how many instances would be created</extracomment>
        <translation>
            <numerusform>Se crearía %Ln instancia.</numerusform>
            <numerusform>Se crearían %Ln instancias.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::CreateReplacing</name>
    <message>
        <source>Somebody is changing this organization right now: it was read twice, and the readings differ. Nothing was changed. Try again and look at the plan.</source>
        <translation>Alguien está cambiando esta organización ahora: se leyó dos veces, y las lecturas difieren. No se cambió nada. Inténtelo de nuevo y mire el plan.</translation>
    </message>
    <message>
        <source>This organization has no instance yet, so there is nothing to replace. An instance would only be created.</source>
        <translation>Esta organización aún no tiene instancia, así que no hay nada que sustituir. Solo se crearía una instancia.</translation>
    </message>
    <message>
        <source>Once that is deleted, %1 is created for %2, with webhook, row and cache entries, and the workers are notified. Its phone has to be paired then.</source>
        <extracomment>%1 is an instance&apos;s name, %2 that of an organization</extracomment>
        <translation>Cuando eso esté eliminado, se crea %1 para %2, con webhook, fila y entradas de la caché, y se avisa a los programas de mensajería. Entonces hay que vincular su teléfono.</translation>
    </message>
</context>
<context>
    <name>steward::Creation</name>
    <message>
        <source>Create an instance for %1</source>
        <extracomment>%1 is an organization&apos;s name</extracomment>
        <translation>Crear una instancia para %1</translation>
    </message>
    <message>
        <source>Not begun, because an earlier line met a problem that concerns all of them: %1</source>
        <extracomment>%1 is a sentence that says what went wrong with an earlier line</extracomment>
        <translation>No iniciado, porque una línea anterior tuvo un problema que afecta a todas: %1</translation>
    </message>
    <message>
        <source>The row that this instance was for is not there any more. Read again.</source>
        <translation>La fila para la que era esta instancia ya no existe. Lea de nuevo.</translation>
    </message>
    <message>
        <source>Somebody took or removed the organization&apos;s row while its instance was being created. Read again and see who works there.</source>
        <translation>Alguien tomó o quitó la fila de la organización mientras se creaba su instancia. Lea de nuevo y vea quién trabaja allí.</translation>
    </message>
    <message>
        <source>The server says that this name is taken, although it does not list it: another client name has it. Choose another name, or ask the server&apos;s administrator.</source>
        <translation>El servidor dice que este nombre ya existe, aunque no lo lista: otro client name lo tiene. Elija otro nombre, o pregunte al administrador del servidor.</translation>
    </message>
    <message>
        <source>The server created the instance under another name, %1, so it is taken back. Choose another name.</source>
        <extracomment>%1 is an instance&apos;s name</extracomment>
        <translation>El servidor creó la instancia con otro nombre, %1, así que se deshace. Elija otro nombre.</translation>
    </message>
    <message>
        <source>The server did not say whether it created the instance, and does not answer now. Once it can be reached again, finish this from the journal.</source>
        <translation>El servidor no dijo si creó la instancia, y ahora no responde. Cuando se pueda llegar a él, termínelo desde el diario.</translation>
    </message>
    <message>
        <source>The server said “created” but does not have the instance. Somebody may have created one of the same name just then; try again.</source>
        <translation>El servidor dijo “created” pero no tiene la instancia. Alguien pudo crear una con el mismo nombre en ese momento; inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>Somebody created another instance of the same name just then. Read again.</source>
        <translation>Alguien creó otra instancia con el mismo nombre en ese momento. Lea de nuevo.</translation>
    </message>
    <message>
        <source>The cache entries were written, but the cache has something else. Check the cache with the doctor.</source>
        <translation>Las entradas de la caché se escribieron, pero la caché tiene otra cosa. Verifique la caché con el diagnóstico.</translation>
    </message>
    <message>
        <source>The server did not keep the webhook, so nobody would receive the messages. Ask the server&apos;s administrator.</source>
        <translation>El servidor no guardó el webhook, así que nadie recibiría los mensajes. Pregunte al administrador del servidor.</translation>
    </message>
    <message>
        <source>Somebody else was faster: %1 is there now. Read again.</source>
        <extracomment>%1 is an instance&apos;s name</extracomment>
        <translation>Otra persona fue más rápida: %1 ya existe. Lea de nuevo.</translation>
    </message>
    <message>
        <source>The creation was interrupted while it was being taken back. Steward takes back the rest now.</source>
        <translation>La creación se interrumpió mientras se deshacía. Steward deshace ahora el resto.</translation>
    </message>
    <message>
        <source>This profile is read only, so nothing was created. Use a profile that may change the stores.</source>
        <translation>Este perfil es de solo lectura, así que no se creó nada. Use un perfil que pueda cambiar los almacenes.</translation>
    </message>
    <message>
        <source>%1 Steward looked for it then: the server neither lists nor runs the instance, so none was created.</source>
        <extracomment>%1 is a sentence that says what the server answered</extracomment>
        <translation>%1 Steward la buscó entonces: el servidor no lista ni ejecuta la instancia, así que no se creó ninguna.</translation>
    </message>
</context>
<context>
    <name>steward::CreationCheck</name>
    <message>
        <source>A store was not read.</source>
        <translation>Un almacén no se leyó.</translation>
    </message>
    <message>
        <source>Nothing is created while a store cannot be read completely: Steward would not see what is there already. %1</source>
        <extracomment>%1 is a sentence that says what went wrong</extracomment>
        <translation>No se crea nada mientras un almacén no se puede leer por completo: Steward no vería lo que ya existe. %1</translation>
    </message>
    <message>
        <source>The server is still starting. Try again in a minute.</source>
        <translation>El servidor aún se está iniciando. Inténtelo de nuevo en un minuto.</translation>
    </message>
    <message>
        <source>The database has no such organization. Check the ID.</source>
        <translation>La base de datos no tiene esa organización. Revise el ID.</translation>
    </message>
    <message>
        <source>The organization has no such active clinic. Choose another clinic.</source>
        <translation>La organización no tiene esa clínica activa. Elija otra clínica.</translation>
    </message>
    <message>
        <source>No instance can be created under the name in the row. Give the row a new name, or remove it. </source>
        <translation>No se puede crear ninguna instancia con el nombre que está en la fila. Dé otro nombre a la fila, o quítela. </translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>Elija otro nombre.</translation>
    </message>
    <message>
        <source>The organization has the instance %1: the server runs it but does not list it. Ask the server&apos;s administrator.</source>
        <extracomment>%1 is an instance&apos;s name</extracomment>
        <translation>La organización tiene la instancia %1: el servidor la ejecuta pero no la lista. Pregunte al administrador del servidor.</translation>
    </message>
    <message>
        <source>The organization has an active row for %1, but the server has no such instance.</source>
        <extracomment>%1 is an instance&apos;s name</extracomment>
        <translation>La organización tiene una fila activa para %1, pero el servidor no tiene esa instancia.</translation>
    </message>
    <message>
        <source>The server has the organization&apos;s instance %1, but no active row names it.</source>
        <extracomment>%1 is an instance&apos;s name</extracomment>
        <translation>El servidor tiene la instancia %1 de la organización, pero ninguna fila activa la nombra.</translation>
    </message>
    <message>
        <source>The organization already has the instance %1, and it is connected.</source>
        <extracomment>%1 is an instance&apos;s name</extracomment>
        <translation>La organización ya tiene la instancia %1, y está conectada.</translation>
    </message>
    <message>
        <source>The organization already has the instance %1. It is not connected.</source>
        <extracomment>%1 is an instance&apos;s name</extracomment>
        <translation>La organización ya tiene la instancia %1. No está conectada.</translation>
    </message>
    <message>
        <source>A row of %2 has the name %1. Choose another name.</source>
        <extracomment>%1 is an instance&apos;s name, %2 an organization&apos;s</extracomment>
        <translation>Una fila de %2 tiene el nombre %1. Elija otro nombre.</translation>
    </message>
    <message>
        <source>A switched-off row has the name %1. Choose another name.</source>
        <extracomment>%1 is an instance&apos;s name</extracomment>
        <translation>Una fila desactivada tiene el nombre %1. Elija otro nombre.</translation>
    </message>
    <message>
        <source>The server runs an instance named %1 that it does not list. Choose another name.</source>
        <extracomment>%1 is an instance&apos;s name</extracomment>
        <translation>El servidor ejecuta una instancia llamada %1 que no lista. Elija otro nombre.</translation>
    </message>
    <message>
        <source>The server already has an instance named %1. Choose another name.</source>
        <extracomment>%1 is an instance&apos;s name</extracomment>
        <translation>El servidor ya tiene una instancia llamada %1. Elija otro nombre.</translation>
    </message>
    <message>
        <source>There still is a cache entry for the name %1. Choose another name.</source>
        <extracomment>%1 is an instance&apos;s name</extracomment>
        <translation>Aún hay una entrada de la caché con el nombre %1. Elija otro nombre.</translation>
    </message>
    <message>
        <source>The instance %2 of %3 already has the number %1.</source>
        <extracomment>%1 is a phone number, %2 an instance&apos;s name, %3 an organization&apos;s</extracomment>
        <translation>La instancia %2 de %3 ya tiene el número %1.</translation>
    </message>
    <message>
        <source>The organization is not active.</source>
        <translation>La organización no está activa.</translation>
    </message>
    <message>
        <source>The organization has no active clinic, so the instance belongs to none.</source>
        <translation>La organización no tiene ninguna clínica activa, así que la instancia no pertenece a ninguna.</translation>
    </message>
    <message>
        <source>The profile has no webhook address, so nobody will receive this instance&apos;s messages. Enter one in the profile (command line: STEWARD_WEBHOOK_URL); repair the instance then, if it is already there.</source>
        <translation>El perfil no tiene dirección de webhook, así que nadie recibirá los mensajes de esta instancia. Escriba una en el perfil (línea de comandos: STEWARD_WEBHOOK_URL); repare después la instancia, si ya existe.</translation>
    </message>
    <message numerus="yes">
        <source>The server lists nothing, but %n active row(s) name an instance. So nothing new is created: Steward would not see what is there already. Check the profile and read again. If the server has really lost them, create their missing instances or disable their rows first.</source>
        <extracomment>%n is a number of rows</extracomment>
        <translation>
            <numerusform>El servidor no lista nada, pero %Ln fila activa nombra una instancia. Por eso no se crea nada nuevo: Steward no vería lo que ya existe. Revise el perfil y lea de nuevo. Si el servidor de verdad las perdió, cree las instancias que faltan o desactive antes sus filas.</numerusform>
            <numerusform>El servidor no lista nada, pero %Ln filas activas nombran una instancia. Por eso no se crea nada nuevo: Steward no vería lo que ya existe. Revise el perfil y lea de nuevo. Si el servidor de verdad las perdió, cree las instancias que faltan o desactive antes sus filas.</numerusform>
        </translation>
    </message>
    <message>
        <source>The instance %2 of %3 is waiting for the phone %1 already.</source>
        <extracomment>%1 is a phone number, %2 an instance&apos;s name, %3 an organization&apos;s</extracomment>
        <translation>La instancia %2 de %3 ya espera el teléfono %1.</translation>
    </message>
</context>
<context>
    <name>steward::CreationFile</name>
    <message>
        <source>The file is larger than 10 MB. Split it into several files.</source>
        <translation>El archivo tiene más de 10 MB. Divídalo en varios archivos.</translation>
    </message>
    <message>
        <source>The file is not UTF-8 text. Save it again as “CSV UTF-8”.</source>
        <translation>El archivo no es texto UTF-8. Guárdelo de nuevo como “CSV UTF-8”.</translation>
    </message>
    <message>
        <source>The file has more than 10,000 lines. Split it into several files.</source>
        <translation>El archivo tiene más de 10 000 líneas. Divídalo en varios archivos.</translation>
    </message>
    <message>
        <source>Line %1: the closing quotation mark is missing. Add it.</source>
        <extracomment>%1 is a line&apos;s number</extracomment>
        <translation>Línea %1: falta la comilla de cierre. Añádala.</translation>
    </message>
    <message>
        <source>The file has the column %1 twice. Remove one of them.</source>
        <extracomment>%1 is a column&apos;s name</extracomment>
        <translation>El archivo tiene la columna %1 dos veces. Quite una de ellas.</translation>
    </message>
    <message>
        <source>Line %1: %2</source>
        <extracomment>%1 is a line&apos;s number, %2 a sentence that says what is wrong with it</extracomment>
        <translation>Línea %1: %2</translation>
    </message>
    <message>
        <source>There is a stray quotation mark. Put the whole field in quotation marks and double those inside it.</source>
        <translation>Hay una comilla suelta. Ponga todo el campo entre comillas y duplique las que están dentro.</translation>
    </message>
    <message numerus="yes">
        <source>The line needs %n field(s), as many as the first line.</source>
        <extracomment>%n is how many fields a line has to have</extracomment>
        <translation>
            <numerusform>La línea necesita %Ln campo, como la primera línea.</numerusform>
            <numerusform>La línea necesita %Ln campos, tantos como la primera línea.</numerusform>
        </translation>
    </message>
    <message>
        <source>organization_id takes an ID such as 0b0e7a52-4c1d-4c0e-9f43-7f3f2d0c9a11.</source>
        <translation>organization_id lleva un ID como 0b0e7a52-4c1d-4c0e-9f43-7f3f2d0c9a11.</translation>
    </message>
    <message>
        <source>Line %1 already has this organization, and each can have only one instance. Remove one of the two lines.</source>
        <extracomment>%1 is a line&apos;s number</extracomment>
        <translation>La línea %1 ya tiene esta organización, y cada una solo puede tener una instancia. Quite una de las dos líneas.</translation>
    </message>
    <message>
        <source>clinic_id takes an ID such as 0b0e7a52-4c1d-4c0e-9f43-7f3f2d0c9a11. Leave it empty for the organization&apos;s first clinic.</source>
        <translation>clinic_id lleva un ID como 0b0e7a52-4c1d-4c0e-9f43-7f3f2d0c9a11. Déjelo vacío para la primera clínica de la organización.</translation>
    </message>
    <message>
        <source>Line %1 already has this name. Choose another name.</source>
        <extracomment>%1 is a line&apos;s number</extracomment>
        <translation>La línea %1 ya tiene este nombre. Elija otro nombre.</translation>
    </message>
    <message>
        <source>There is nothing to create in this file. Its first line has the names of the columns (organization, clinic_id, name, phone), each further line is one instance.</source>
        <translation>No hay nada que crear en este archivo. Su primera línea tiene los nombres de las columnas (organization, clinic_id, name, phone), cada línea siguiente es una instancia.</translation>
    </message>
    <message>
        <source>There is a stray quotation mark in the first line. That line has the names of the columns: organization, clinic_id, name and phone.</source>
        <translation>Hay una comilla suelta en la primera línea. Esa línea tiene los nombres de las columnas: organization, clinic_id, name y phone.</translation>
    </message>
    <message>
        <source>Steward knows no column “%1”. The columns are organization (or organization_id), clinic_id, name and phone.</source>
        <extracomment>%1 is what stands in a file where the name of a column is expected</extracomment>
        <translation>Steward no conoce la columna “%1”. Las columnas son organization (u organization_id), clinic_id, name y phone.</translation>
    </message>
    <message>
        <source>The file has no column organization. Add it to the first line.</source>
        <translation>El archivo no tiene la columna organization. Añádala a la primera línea.</translation>
    </message>
    <message>
        <source>The file has both columns, organization and organization_id. Remove one of them.</source>
        <translation>El archivo tiene ambas columnas, organization y organization_id. Quite una de ellas.</translation>
    </message>
    <message>
        <source>No organization is named “%1”. Mend the name, or enter its ID.</source>
        <extracomment>%1 is a name</extracomment>
        <translation>Ninguna organización se llama “%1”. Corrija el nombre, o escriba su ID.</translation>
    </message>
    <message numerus="yes">
        <source>%n organization(s) are named “%1”. Enter the ID of the one you mean.</source>
        <extracomment>%n is how many organizations, %1 the name they have</extracomment>
        <translation>
            <numerusform>%Ln organización se llama “%1”. Escriba el ID de la que quiere.</numerusform>
            <numerusform>%Ln organizaciones se llaman “%1”. Escriba el ID de la que quiere.</numerusform>
        </translation>
    </message>
    <message>
        <source>Enter the organization&apos;s name or its ID.</source>
        <translation>Escriba el nombre de la organización o su ID.</translation>
    </message>
    <message>
        <source>The organizations&apos; names cannot be read in the database. Enter their IDs in the file.</source>
        <translation>Los nombres de las organizaciones no se pueden leer en la base de datos. Escriba sus ID en el archivo.</translation>
    </message>
    <message>
        <source>Line %1 already has this number, and a phone can be linked to only one instance. Correct one of the two lines.</source>
        <extracomment>%1 is a line&apos;s number</extracomment>
        <translation>La línea %1 ya tiene este número, y un teléfono solo se puede vincular a una instancia. Corrija una de las dos líneas.</translation>
    </message>
</context>
<context>
    <name>steward::CreationFilePage</name>
    <message>
        <source>Drop a CSV file here, or choose one</source>
        <translation>Suelte aquí un archivo CSV, o elija uno</translation>
    </message>
    <message>
        <source>Its first line names the columns: organization (name or ID), clinic_id, name, phone. Only the organization is needed.</source>
        <translation>Su primera línea da nombre a las columnas: organization (nombre o ID), clinic_id, name, phone. Solo la organización es obligatoria.</translation>
    </message>
    <message>
        <source>Save a template</source>
        <translation>Guardar una plantilla</translation>
    </message>
    <message>
        <source>CSV files (*.csv)</source>
        <translation>Archivos CSV (*.csv)</translation>
    </message>
    <message>
        <source>The template is saved in %1. Fill it in, then choose it here.</source>
        <extracomment>%1 is a file</extracomment>
        <translation>La plantilla está guardada en %1. Rellénela, y elíjala aquí.</translation>
    </message>
    <message>
        <source>Choose the file</source>
        <translation>Elegir el archivo</translation>
    </message>
    <message>
        <source>CSV files (*.csv);;All files (*)</source>
        <translation>Archivos CSV (*.csv);;Todos los archivos (*)</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>Libre</translation>
    </message>
    <message>
        <source>Nothing of it can be created</source>
        <translation>Nada de él se puede crear</translation>
    </message>
    <message>
        <source>Creating, one after the other…</source>
        <translation>Creando, una tras otra…</translation>
    </message>
    <message>
        <source>Reading the file and the three stores…</source>
        <translation>Leyendo el archivo y los tres almacenes…</translation>
    </message>
    <message>
        <source>Choose a file first.</source>
        <translation>Elija antes un archivo.</translation>
    </message>
    <message>
        <source>No line is free to be created.</source>
        <translation>Ninguna línea está libre para crearse.</translation>
    </message>
    <message numerus="yes">
        <source>Create %n instance(s)</source>
        <translation>
            <numerusform>Crear %Ln instancia</numerusform>
            <numerusform>Crear %Ln instancias</numerusform>
        </translation>
    </message>
    <message>
        <source>Create</source>
        <translation>Crear</translation>
    </message>
    <message>
        <source>%1 of %2 lines can be created. The others stay as they are.</source>
        <extracomment>%1 is how many lines can be created, %2 of how many</extracomment>
        <translation>%1 de %2 líneas se pueden crear. Las demás quedan como están.</translation>
    </message>
    <message>
        <source>Being created…</source>
        <translation>Creándose…</translation>
    </message>
    <message>
        <source>Not begun</source>
        <translation>No iniciada</translation>
    </message>
    <message>
        <source>Nothing was created.</source>
        <translation>No se creó nada.</translation>
    </message>
    <message numerus="yes">
        <source>%n of %1 created.</source>
        <extracomment>%n is how many instances of a file were created, %1 how many were to be</extracomment>
        <translation>
            <numerusform>%Ln de %1 creada.</numerusform>
            <numerusform>%Ln de %1 creadas.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Create %n instance(s) from a file</source>
        <translation>
            <numerusform>Crear %Ln instancia desde un archivo</numerusform>
            <numerusform>Crear %Ln instancias desde un archivo</numerusform>
        </translation>
    </message>
    <message>
        <source>S&amp;top after this one</source>
        <translation>Parar &amp;después de esta</translation>
    </message>
</context>
<context>
    <name>steward::CreationForm</name>
    <message>
        <source>The three stores are read first.</source>
        <translation>Antes se leen los tres almacenes.</translation>
    </message>
    <message>
        <source>Choose the organization.</source>
        <translation>Elija la organización.</translation>
    </message>
    <message>
        <source>No organization has this name. Choose one from the list.</source>
        <translation>Ninguna organización tiene ese nombre. Elija una de la lista.</translation>
    </message>
    <message>
        <source>Mend the number, or leave it empty.</source>
        <translation>Corrija el número, o déjelo vacío.</translation>
    </message>
    <message>
        <source>Mend the name.</source>
        <translation>Corrija el nombre.</translation>
    </message>
    <message>
        <source>It has no active clinic</source>
        <translation>No tiene ninguna clínica activa</translation>
    </message>
    <message>
        <source>Enter chooses %1.</source>
        <extracomment>%1 is an organization</extracomment>
        <translation>Intro elige %1.</translation>
    </message>
    <message>
        <source>No organization has this name.</source>
        <translation>Ninguna organización tiene ese nombre.</translation>
    </message>
    <message>
        <source>Steward warns you if another phone is paired.</source>
        <translation>Steward avisa si se vincula otro teléfono.</translation>
    </message>
</context>
<context>
    <name>steward::CreationOutlook</name>
    <message>
        <source>The server does not say</source>
        <translation>El servidor no lo dice</translation>
    </message>
    <message>
        <source>Free on the server</source>
        <translation>Libre en el servidor</translation>
    </message>
    <message>
        <source>No instance with this name or organization</source>
        <translation>Ninguna instancia con este nombre u organización</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <extracomment>%1 is an instance&apos;s name, %2 its state such as &quot;Connected&quot;</extracomment>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>The server has an instance</source>
        <translation>El servidor tiene una instancia</translation>
    </message>
    <message>
        <source>The server has %1 instances</source>
        <extracomment>%1 is a number, 2 at least</extracomment>
        <translation>El servidor tiene %1 instancias</translation>
    </message>
    <message>
        <source>Free in the database</source>
        <translation>Libre en la base de datos</translation>
    </message>
    <message>
        <source>No active row for this organization</source>
        <translation>Ninguna fila activa para esta organización</translation>
    </message>
    <message>
        <source>The database has %1 rows</source>
        <extracomment>%1 is a number, 2 at least</extracomment>
        <translation>La base de datos tiene %1 filas</translation>
    </message>
    <message>
        <source>Since %1.</source>
        <extracomment>%1 is a day such as &quot;19 Oct&quot;</extracomment>
        <translation>Desde %1.</translation>
    </message>
    <message>
        <source>It names an instance that is not on the server.</source>
        <translation>Nombra una instancia que no está en el servidor.</translation>
    </message>
    <message>
        <source>The database has an active row</source>
        <translation>La base de datos tiene una fila activa</translation>
    </message>
    <message>
        <source>The database has a switched-off row</source>
        <translation>La base de datos tiene una fila desactivada</translation>
    </message>
    <message>
        <source>Free in the cache</source>
        <translation>Libre en la caché</translation>
    </message>
    <message>
        <source>No entry in the way</source>
        <translation>Ninguna entrada en el camino</translation>
    </message>
    <message>
        <source>The cache has its entry</source>
        <translation>La caché tiene su entrada</translation>
    </message>
    <message>
        <source>Reuse</source>
        <translation>Reutilizar</translation>
    </message>
    <message>
        <source>Keep the row and its token, create the missing instance.</source>
        <translation>Conservar la fila y su token, crear la instancia que falta.</translation>
    </message>
    <message>
        <source>Pair it again</source>
        <translation>Vincularla de nuevo</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>Mostrarla</translation>
    </message>
    <message>
        <source>Replace…</source>
        <translation>Sustituir…</translation>
    </message>
    <message>
        <source>Delete what is there, then create. You review the plan.</source>
        <translation>Elimina lo que hay y después crea. Usted revisa el plan.</translation>
    </message>
</context>
<context>
    <name>steward::CreationPage</name>
    <message>
        <source>It has no instance yet</source>
        <translation>Aún no tiene instancia</translation>
    </message>
    <message>
        <source>It already has an active row</source>
        <translation>Ya tiene una fila activa</translation>
    </message>
    <message>
        <source>Something stands in the way</source>
        <translation>Algo está en el camino</translation>
    </message>
    <message>
        <source>Reuse and create</source>
        <translation>Reutilizar y crear</translation>
    </message>
    <message>
        <source>Pair it again…</source>
        <translation>Vincularla de nuevo…</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>Mostrarla</translation>
    </message>
    <message>
        <source>Review the plan…</source>
        <translation>Revisar el plan…</translation>
    </message>
    <message>
        <source>Looking whether it is free…</source>
        <translation>Viendo si está libre…</translation>
    </message>
    <message>
        <source>It cannot be created as things are.</source>
        <translation>Así no se puede crear.</translation>
    </message>
    <message>
        <source>Nothing stands in the way.</source>
        <translation>Nada lo impide.</translation>
    </message>
    <message>
        <source>Something stands in the way.</source>
        <translation>Algo lo impide.</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>Crear</translation>
    </message>
    <message>
        <source>Creating…</source>
        <translation>Creando…</translation>
    </message>
    <message>
        <source>Pair…</source>
        <translation>Vincular…</translation>
    </message>
    <message>
        <source>Cancel and undo</source>
        <translation>Cancelar y deshacer</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Volver</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Create an instance for %1</source>
        <extracomment>%1 is an instance&apos;s name</extracomment>
        <translation>Crear una instancia para %1</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>&amp;Parar</translation>
    </message>
</context>
<context>
    <name>steward::CreationRequest</name>
    <message>
        <source>Write the number in digits, with the country code first: +55 11 98888-7777.</source>
        <translation>Escriba el número en cifras, con el código de país delante: +55 11 98888-7777.</translation>
    </message>
    <message>
        <source>The number starts with the country code, not with 0: +55 11 98888-7777.</source>
        <translation>El número empieza con el código de país, no con 0: +55 11 98888-7777.</translation>
    </message>
    <message>
        <source>The number is too short. It starts with the country code: +55 11 98888-7777.</source>
        <translation>El número es demasiado corto. Empieza con el código de país: +55 11 98888-7777.</translation>
    </message>
    <message>
        <source>The number is too long: at most 15 digits.</source>
        <translation>El número es demasiado largo: como máximo 15 cifras.</translation>
    </message>
    <message>
        <source>This may not be the number that you mean: a spreadsheet may have changed it, or it is two numbers. Write one number with the country code first: +55 11 98888-7777.</source>
        <translation>Quizá no sea el número que usted quiere: una hoja de cálculo pudo cambiarlo, o son dos números. Escriba un número con el código de país delante: +55 11 98888-7777.</translation>
    </message>
</context>
<context>
    <name>steward::CreationSide</name>
    <message>
        <source>Is the way free?</source>
        <translation>¿Está libre el camino?</translation>
    </message>
    <message>
        <source>It cannot be created</source>
        <translation>No se puede crear</translation>
    </message>
    <message>
        <source>This stands in the way</source>
        <translation>Esto lo impide</translation>
    </message>
    <message>
        <source>What should happen with it?</source>
        <translation>¿Qué debe pasar con ella?</translation>
    </message>
    <message>
        <source>What should happen with them?</source>
        <translation>¿Qué debe pasar con ellas?</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>Lo que pasa</translation>
    </message>
    <message>
        <source>Ready to pair</source>
        <translation>Lista para vincular</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <extracomment>%1 is how many steps are done, %2 of how many</extracomment>
        <translation>%1 de %2</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Lo que pasó</translation>
    </message>
</context>
<context>
    <name>steward::CreationUndo</name>
    <message>
        <source>The instance %1 and its row were left as they are: somebody has connected a phone meanwhile. Read again and look at it.</source>
        <extracomment>%1 is an instance&apos;s name</extracomment>
        <translation>La instancia %1 y su fila se dejaron como están: alguien vinculó un teléfono entretanto. Lea de nuevo y mírela.</translation>
    </message>
    <message>
        <source>The instance %1 was left as it is: somebody else created it.</source>
        <extracomment>%1 is an instance&apos;s name</extracomment>
        <translation>La instancia %1 se dejó como está: la creó otra persona.</translation>
    </message>
    <message>
        <source>The instance %1 and its row were left as they are: this server does not say when it was created, so it may be somebody else&apos;s. Look at it, then delete it by name or pair it.</source>
        <extracomment>%1 is an instance&apos;s name</extracomment>
        <translation>La instancia %1 y su fila se dejaron como están: este servidor no dice cuándo se creó, así que puede ser de otra persona. Mírela, y elimínela por su nombre o vincúlela.</translation>
    </message>
    <message>
        <source>The server did not say whether a phone is linked to %1, so the instance and its row stay. Bring it to its end once the server answers.</source>
        <extracomment>%1 is an instance&apos;s name</extracomment>
        <translation>El servidor no dijo si hay un teléfono vinculado a %1, así que la instancia y su fila quedan. Termínelo cuando el servidor responda.</translation>
    </message>
    <message>
        <source>The instance %1 was deleted from the server again.</source>
        <extracomment>%1 is an instance&apos;s name</extracomment>
        <translation>La instancia %1 se eliminó de nuevo del servidor.</translation>
    </message>
    <message>
        <source>The organization&apos;s row is as it was before.</source>
        <translation>La fila de la organización está como antes.</translation>
    </message>
    <message>
        <source>The organization&apos;s new row was deleted again.</source>
        <translation>La fila nueva de la organización se eliminó de nuevo.</translation>
    </message>
    <message>
        <source>The row %1 was left as it is: somebody has changed it since.</source>
        <extracomment>%1 is the id of a row</extracomment>
        <translation>La fila %1 se dejó como está: alguien la cambió desde entonces.</translation>
    </message>
    <message>
        <source>A program keeps writing the cache entries back. They expire within the hour.</source>
        <translation>Un programa sigue escribiendo las entradas de la caché. Caducan en menos de una hora.</translation>
    </message>
</context>
<context>
    <name>steward::CreationWords</name>
    <message>
        <source>Created and proven: the three stores agree.</source>
        <translation>Creada y comprobada: los tres almacenes coinciden.</translation>
    </message>
    <message>
        <source>Not all of it is done or proven.</source>
        <translation>No todo está hecho o comprobado.</translation>
    </message>
    <message>
        <source>Nothing was created.</source>
        <translation>No se creó nada.</translation>
    </message>
    <message>
        <source>It was not created. Everything was taken back.</source>
        <translation>No se creó. Se deshizo todo.</translation>
    </message>
    <message>
        <source>It could not be created. Everything was taken back.</source>
        <translation>No se pudo crear. Se deshizo todo.</translation>
    </message>
    <message>
        <source>Worth knowing:</source>
        <translation>Conviene saber:</translation>
    </message>
    <message>
        <source>Taken back:</source>
        <translation>Deshecho:</translation>
    </message>
    <message>
        <source>Left as it is:</source>
        <translation>Dejado como está:</translation>
    </message>
</context>
<context>
    <name>steward::CreationWorkflow</name>
    <message>
        <source>Check the three stores</source>
        <translation>Verificar los tres almacenes</translation>
    </message>
    <message>
        <source>Write the organization&apos;s row</source>
        <translation>Escribir la fila de la organización</translation>
    </message>
    <message>
        <source>Create the instance on the server</source>
        <translation>Crear la instancia en el servidor</translation>
    </message>
    <message>
        <source>Check that it stays</source>
        <translation>Verificar que se queda</translation>
    </message>
    <message>
        <source>Notify the workers</source>
        <translation>Avisar a los programas de mensajería</translation>
    </message>
    <message>
        <source>Fill the cache</source>
        <translation>Llenar la caché</translation>
    </message>
    <message>
        <source>Read all three stores again</source>
        <translation>Leer de nuevo los tres almacenes</translation>
    </message>
    <message>
        <source>A request went out and no answer came. Should it take effect later, Steward takes it back at its next start.</source>
        <translation>Se envió una petición y no llegó respuesta. Si surte efecto más tarde, Steward lo deshace la próxima vez que se abra.</translation>
    </message>
    <message>
        <source>Not all of it could be taken back: %1 It stays in the journal, to be finished later.</source>
        <extracomment>%1 is a sentence that says what went wrong</extracomment>
        <translation>No todo se pudo deshacer: %1 Queda en el diario, para terminarlo después.</translation>
    </message>
</context>
<context>
    <name>steward::DataDirectory</name>
    <message>
        <source>This computer names no folder for your programs&apos; data. Name one with --data-dir.</source>
        <translation>Esta computadora no indica una carpeta para los datos de sus programas. Indique una con --data-dir.</translation>
    </message>
    <message>
        <source>You may not write to the folder %1. Choose another one with --data-dir.</source>
        <extracomment>%1 is a folder&apos;s path</extracomment>
        <translation>Usted no puede escribir en la carpeta %1. Elija otra con --data-dir.</translation>
    </message>
    <message>
        <source>Others on this computer may change the folder %1. Choose one that only you may write to.</source>
        <extracomment>%1 is a folder&apos;s path</extracomment>
        <translation>Otras personas en esta computadora pueden cambiar la carpeta %1. Elija una en la que solo usted pueda escribir.</translation>
    </message>
</context>
<context>
    <name>steward::DatabaseRules</name>
    <message>
        <source>The server lists it (%1), but no row in the database names it.</source>
        <extracomment>%1 is a connection state of the server, such as &quot;connected&quot;</extracomment>
        <translation>El servidor la lista (%1), pero ninguna fila de la base de datos la nombra.</translation>
    </message>
    <message>
        <source>%1 has an active row for it (status %2), but it is not on the server: neither the list nor the memory knows it.</source>
        <extracomment>%1 is an organization, %2 a status text such as &quot;active&quot;</extracomment>
        <translation>%1 tiene una fila activa para ella (estado %2), pero no está en el servidor: no la conocen ni la lista ni la memoria.</translation>
    </message>
    <message>
        <source>Its name contains the ID of the organization %1, but its row belongs to %2.</source>
        <extracomment>%1 and %2 are organizations</extracomment>
        <translation>Su nombre contiene el ID de la organización %1, pero su fila pertenece a %2.</translation>
    </message>
    <message>
        <source>An active row of %1 does not say which instance it means.</source>
        <extracomment>%1 is an organization</extracomment>
        <translation>Una fila activa de %1 no dice cuál es su instancia.</translation>
    </message>
    <message>
        <source>No address can reach an instance named “%1”.</source>
        <extracomment>%1 is the name, which may be empty or one or two dots</extracomment>
        <translation>Ninguna dirección llega a una instancia llamada “%1”.</translation>
    </message>
</context>
<context>
    <name>steward::Doctor</name>
    <message>
        <source>Reachable</source>
        <translation>Accesible</translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation>Cifrado</translation>
    </message>
    <message>
        <source>Credentials</source>
        <translation>Credenciales</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Versión</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rol</translation>
    </message>
    <message>
        <source>Data is here</source>
        <translation>Los datos están aquí</translation>
    </message>
    <message>
        <source>Can read</source>
        <translation>Puede leer</translation>
    </message>
    <message>
        <source>Sees all rows</source>
        <translation>Ve todas las filas</translation>
    </message>
    <message>
        <source>Can write</source>
        <translation>Puede escribir</translation>
    </message>
    <message>
        <source>Can call the save function</source>
        <translation>Puede llamar a la función de guardado</translation>
    </message>
    <message>
        <source>Pooler</source>
        <translation>Pooler de conexiones</translation>
    </message>
    <message>
        <source>Can notify workers</source>
        <translation>Puede avisar a los programas de mensajería</translation>
    </message>
    <message>
        <source>It was stopped.</source>
        <translation>Se paró.</translation>
    </message>
    <message>
        <source>Read again.</source>
        <translation>Lea de nuevo.</translation>
    </message>
    <message>
        <source>No answer came in time: the host is down or overloaded, or a firewall drops the connection.</source>
        <translation>No llegó respuesta a tiempo: el host está caído o sobrecargado, o un cortafuegos corta la conexión.</translation>
    </message>
    <message>
        <source>Check the host and the VPN, then read again.</source>
        <translation>Verifique el host y la VPN, y lea de nuevo.</translation>
    </message>
    <message>
        <source>There is no host of this name.</source>
        <translation>No hay ningún host con este nombre.</translation>
    </message>
    <message>
        <source>Check the spelling of the host name, and this computer&apos;s network.</source>
        <translation>Revise cómo está escrito el nombre del host, y la red de esta computadora.</translation>
    </message>
    <message>
        <source>Nobody answers at this host and port.</source>
        <translation>Nadie responde en este host y puerto.</translation>
    </message>
    <message>
        <source>Check the port, whether the service is running, and whether a firewall lets this computer in.</source>
        <translation>Verifique el puerto, si el servicio está en marcha, y si un cortafuegos deja entrar a esta computadora.</translation>
    </message>
    <message>
        <source>The host has only an IPv6 address, and this network has no IPv6.</source>
        <translation>El host solo tiene una dirección IPv6, y esta red no tiene IPv6.</translation>
    </message>
    <message>
        <source>Use the pooler&apos;s address, which has IPv4 (Supabase: under Connect, Session pooler; the user there is postgres.PROJECT), or a network with IPv6.</source>
        <translation>Use la dirección del pooler, que tiene IPv4 (Supabase: en Connect, Session pooler; el usuario allí es postgres.PROJECT), o una red con IPv6.</translation>
    </message>
    <message>
        <source>The connection ended before the answer was complete.</source>
        <translation>La conexión terminó antes de que la respuesta estuviera completa.</translation>
    </message>
    <message>
        <source>Read again. If it happens again, look at the proxy or pooler in between.</source>
        <translation>Lea de nuevo. Si vuelve a pasar, mire el proxy o pooler que hay en medio.</translation>
    </message>
    <message>
        <source>The certificate was signed by an authority that is not trusted here, or by itself.</source>
        <translation>El certificado lo firmó una autoridad en la que aquí no se confía, o él mismo.</translation>
    </message>
    <message>
        <source>Enter the authority&apos;s certificate as the profile&apos;s CA file (Supabase: download it under Database, SSL). If the authority is a well-known one, the server does not send its intermediate certificate: ask its administrator to add it.</source>
        <translation>Indique el certificado de la autoridad como archivo de la CA del perfil (Supabase: descárguelo en Database, SSL). Si la autoridad es conocida, el servidor no envía su certificado intermedio: pida a su administrador que lo añada.</translation>
    </message>
    <message>
        <source>The server&apos;s certificate chain is incomplete: it sends its own certificate without the one that signed it.</source>
        <translation>La cadena de certificados del servidor está incompleta: envía su propio certificado sin el que lo firmó.</translation>
    </message>
    <message>
        <source>Ask its administrator to send the full chain, with the intermediate certificate. Or enter that certificate as the CA file.</source>
        <translation>Pida a su administrador que envíe la cadena completa, con el certificado intermedio. O indique ese certificado como archivo de la CA.</translation>
    </message>
    <message>
        <source>The certificate has expired or is not valid yet.</source>
        <translation>El certificado caducó o aún no vale.</translation>
    </message>
    <message>
        <source>Check this computer&apos;s clock, then have the certificate renewed.</source>
        <translation>Revise el reloj de esta computadora, y haga renovar el certificado.</translation>
    </message>
    <message>
        <source>The certificate was issued for another host name.</source>
        <translation>El certificado se emitió para otro nombre de host.</translation>
    </message>
    <message>
        <source>Use the host name in the certificate, not an IP address or an alias.</source>
        <translation>Use el nombre de host del certificado, no una dirección IP ni un alias.</translation>
    </message>
    <message>
        <source>What answers there does not speak TLS.</source>
        <translation>Lo que responde allí no habla TLS.</translation>
    </message>
    <message>
        <source>Use the TLS port, or have TLS switched on at the server.</source>
        <translation>Use el puerto TLS, o haga activar TLS en el servidor.</translation>
    </message>
    <message>
        <source>The server asks for a client certificate and got none that it accepts.</source>
        <translation>El servidor pide un certificado de cliente y no recibió ninguno que acepte.</translation>
    </message>
    <message>
        <source>Ask its administrator for a certificate and its key. For Redis, enter both files in the profile, or set STEWARD_REDIS_CERT_FILE and STEWARD_REDIS_KEY_FILE.</source>
        <translation>Pida a su administrador un certificado y su clave. Para Redis, indique ambos archivos en el perfil, o defina STEWARD_REDIS_CERT_FILE y STEWARD_REDIS_KEY_FILE.</translation>
    </message>
    <message>
        <source>Only encrypted connections are accepted, and this one was not encrypted.</source>
        <translation>Solo se aceptan conexiones cifradas, y esta no lo estaba.</translation>
    </message>
    <message>
        <source>Use sslmode=verify-full.</source>
        <translation>Use sslmode=verify-full.</translation>
    </message>
    <message>
        <source>The encrypted connection could not be set up.</source>
        <translation>No se pudo establecer la conexión cifrada.</translation>
    </message>
    <message>
        <source>Ask the administrator which TLS versions the server allows.</source>
        <translation>Pregunte al administrador qué versiones de TLS admite el servidor.</translation>
    </message>
    <message>
        <source>The connection would be unencrypted or unverified, and the host is not this computer.</source>
        <translation>La conexión iría sin cifrar o sin verificar, y el host no es esta computadora.</translation>
    </message>
    <message>
        <source>Use https, rediss or sslmode=verify-full. A profile can allow unencrypted connections.</source>
        <translation>Use https, rediss o sslmode=verify-full. Un perfil puede permitir conexiones sin cifrar.</translation>
    </message>
    <message>
        <source>The server refuses the API key.</source>
        <translation>El servidor rechaza la clave de API.</translation>
    </message>
    <message>
        <source>Enter the server&apos;s global key (AUTHENTICATION_API_KEY), not an instance&apos;s token.</source>
        <translation>Escriba la clave global del servidor (AUTHENTICATION_API_KEY), no el token de una instancia.</translation>
    </message>
    <message>
        <source>PostgreSQL refuses the user or the password.</source>
        <translation>PostgreSQL rechaza el usuario o la contraseña.</translation>
    </message>
    <message>
        <source>Enter the credentials again.</source>
        <translation>Escriba de nuevo las credenciales.</translation>
    </message>
    <message>
        <source>Redis refuses the user or the password.</source>
        <translation>Redis rechaza el usuario o la contraseña.</translation>
    </message>
    <message>
        <source>The pooler knows no project with this user and address.</source>
        <translation>El pooler no conoce ningún proyecto con este usuario y dirección.</translation>
    </message>
    <message>
        <source>Copy user and host from Connect in the Supabase dashboard: the user is postgres.PROJECT, and the host is that of the project&apos;s region. A paused project has to be restored first.</source>
        <translation>Copie usuario y host de Connect en el panel de Supabase: el usuario es postgres.PROJECT, y el host es el de la región del proyecto. Un proyecto en pausa hay que restaurarlo antes.</translation>
    </message>
    <message>
        <source>All connections are in use.</source>
        <translation>Todas las conexiones están en uso.</translation>
    </message>
    <message>
        <source>Wait until others are closed, or have the pool enlarged. Session mode has few connections (Supabase: port 5432): use the pooler in transaction mode (port 6543).</source>
        <translation>Espere a que se cierren otras, o haga ampliar el pool. El modo de sesión tiene pocas conexiones (Supabase: puerto 5432): use el pooler en modo de transacción (puerto 6543).</translation>
    </message>
    <message>
        <source>The pooler refuses to sign in for some minutes, because it went wrong too often.</source>
        <translation>El pooler rechaza entradas durante unos minutos, porque salió mal demasiadas veces.</translation>
    </message>
    <message>
        <source>Correct user and password here and wherever else they are used. Wait 10 minutes, then read again.</source>
        <translation>Corrija usuario y contraseña aquí y donde más se usen. Espere 10 minutos, y lea de nuevo.</translation>
    </message>
    <message>
        <source>The service has locked out this project or this network&apos;s address.</source>
        <translation>El servicio bloqueó este proyecto o la dirección de esta red.</translation>
    </message>
    <message>
        <source>See in the dashboard whether the project is restricted. Remove the ban or allow this address (Supabase: Database, Settings, Network).</source>
        <translation>Vea en el panel si el proyecto está restringido. Quite el bloqueo o permita esta dirección (Supabase: Database, Settings, Network).</translation>
    </message>
    <message>
        <source>The pooler is in statement mode, which refuses transactions.</source>
        <translation>El pooler está en modo de sentencia, que rechaza transacciones.</translation>
    </message>
    <message>
        <source>Have its pool_mode set to transaction or session, or use another pooler or the direct address.</source>
        <translation>Haga poner su pool_mode en transaction o session, o use otro pooler o la dirección directa.</translation>
    </message>
    <message>
        <source>There is no database of this name.</source>
        <translation>No hay ninguna base de datos con este nombre.</translation>
    </message>
    <message>
        <source>Check the name of the database (Supabase: postgres).</source>
        <translation>Revise el nombre de la base de datos (Supabase: postgres).</translation>
    </message>
    <message>
        <source>This database has no such table of integrations, or one of its columns is missing.</source>
        <translation>Esta base de datos no tiene esa tabla de integraciones, o falta una de sus columnas.</translation>
    </message>
    <message>
        <source>Check whether this is the right database, or enter the table&apos;s name in the profile.</source>
        <translation>Verifique si esta es la base de datos correcta, o indique el nombre de la tabla en el perfil.</translation>
    </message>
    <message>
        <source>This database has no such save function.</source>
        <translation>Esta base de datos no tiene esa función de guardado.</translation>
    </message>
    <message>
        <source>Check whether this is the right database, or enter the function&apos;s name in the profile.</source>
        <translation>Verifique si esta es la base de datos correcta, o indique el nombre de la función en el perfil.</translation>
    </message>
    <message>
        <source>The database role may not read the table.</source>
        <translation>El rol de la base de datos no puede leer la tabla.</translation>
    </message>
    <message>
        <source>Grant the role USAGE on the schema and SELECT on the table.</source>
        <translation>Dé al rol USAGE en el esquema y SELECT en la tabla.</translation>
    </message>
    <message>
        <source>The Redis user may not run the commands needed for reading.</source>
        <translation>El usuario de Redis no puede ejecutar los comandos necesarios para leer.</translation>
    </message>
    <message>
        <source>Give the user +hello +info +scan +mget +ttl +type and the keys whatsapp:* and wa:*.</source>
        <translation>Dé al usuario +hello +info +scan +mget +ttl +type y las claves whatsapp:* y wa:*.</translation>
    </message>
    <message>
        <source>The database role may not change the table.</source>
        <translation>El rol de la base de datos no puede cambiar la tabla.</translation>
    </message>
    <message>
        <source>Grant the role INSERT, UPDATE and DELETE on the table, or use a read-only profile.</source>
        <translation>Dé al rol INSERT, UPDATE y DELETE en la tabla, o use un perfil de solo lectura.</translation>
    </message>
    <message>
        <source>The Redis user may not change keys, so no cache entry can be written or dropped.</source>
        <translation>El usuario de Redis no puede cambiar claves, así que ninguna entrada de la caché se puede escribir o descartar.</translation>
    </message>
    <message>
        <source>Give the user +setex +del +unlink, or use a read-only profile.</source>
        <translation>Dé al usuario +setex +del +unlink, o use un perfil de solo lectura.</translation>
    </message>
    <message>
        <source>The database role may not call the save function.</source>
        <translation>El rol de la base de datos no puede llamar a la función de guardado.</translation>
    </message>
    <message>
        <source>Grant the role EXECUTE on the save function.</source>
        <translation>Dé al rol EXECUTE en la función de guardado.</translation>
    </message>
    <message>
        <source>The Redis user may not publish, so the workers would hear nothing.</source>
        <translation>El usuario de Redis no puede publicar, así que los programas de mensajería no oirían nada.</translation>
    </message>
    <message>
        <source>Give the user +publish and the channels wa:instances:*.</source>
        <translation>Dé al usuario +publish y los canales wa:instances:*.</translation>
    </message>
    <message>
        <source>A row-level security policy hides rows from this role, so a missing row would prove nothing.</source>
        <translation>Una política de seguridad por fila oculta filas a este rol, así que una fila que falta no probaría nada.</translation>
    </message>
    <message>
        <source>Use a role with BYPASSRLS (Supabase: postgres or service_role), or the table&apos;s owner.</source>
        <translation>Use un rol con BYPASSRLS (Supabase: postgres o service_role), o el dueño de la tabla.</translation>
    </message>
    <message>
        <source>The pooler is in transaction mode: everything works except notifications.</source>
        <translation>El pooler está en modo de transacción: todo funciona salvo las notificaciones.</translation>
    </message>
    <message>
        <source>Nothing has to be done. For notifications use the session pooler (port 5432) or a direct connection.</source>
        <translation>No hay que hacer nada. Para notificaciones use el pooler de sesión (puerto 5432) o una conexión directa.</translation>
    </message>
    <message>
        <source>This is a replica: what is missing here may be on the primary.</source>
        <translation>Esta es una réplica: lo que falta aquí puede estar en el primario.</translation>
    </message>
    <message>
        <source>Connect to the primary.</source>
        <translation>Conéctese al primario.</translation>
    </message>
    <message>
        <source>The service is still starting and has not loaded its data yet.</source>
        <translation>El servicio aún se está iniciando y todavía no cargó sus datos.</translation>
    </message>
    <message>
        <source>Wait a minute, then read again.</source>
        <translation>Espere un minuto, y lea de nuevo.</translation>
    </message>
    <message>
        <source>This Redis database has no keys of WhatsApp instances, but another one has keys.</source>
        <translation>Esta base de Redis no tiene claves de instancias de WhatsApp, pero otra tiene claves.</translation>
    </message>
    <message>
        <source>Check the database number at the end of the Redis address.</source>
        <translation>Revise el número de la base al final de la dirección de Redis.</translation>
    </message>
    <message>
        <source>This is a Redis Cluster, which spreads its keys over several servers.</source>
        <translation>Este es un Redis Cluster, que reparte sus claves entre varios servidores.</translation>
    </message>
    <message>
        <source>Steward works with a single Redis. Use the address of the one that holds the cache.</source>
        <translation>Steward trabaja con un único Redis. Use la dirección del que tiene la caché.</translation>
    </message>
    <message>
        <source>This profile is read only, so nothing can be changed with it.</source>
        <translation>Este perfil es de solo lectura, así que con él no se puede cambiar nada.</translation>
    </message>
    <message>
        <source>Use a profile that allows changes.</source>
        <translation>Use un perfil que permita cambios.</translation>
    </message>
    <message>
        <source>The instance&apos;s name is empty or only dots, so no address can reach it.</source>
        <translation>El nombre de la instancia está vacío o solo tiene puntos, así que ninguna dirección llega a ella.</translation>
    </message>
    <message>
        <source>Ask the server&apos;s administrator to remove it from the server&apos;s database.</source>
        <translation>Pida al administrador del servidor que la quite de la base de datos del servidor.</translation>
    </message>
    <message>
        <source>It is not there.</source>
        <translation>No existe.</translation>
    </message>
    <message>
        <source>Check the spelling of the name, then read again.</source>
        <translation>Revise cómo está escrito el nombre, y lea de nuevo.</translation>
    </message>
    <message>
        <source>There already is an instance of this name, perhaps under another client name.</source>
        <translation>Ya existe una instancia con este nombre, quizá con otro client name.</translation>
    </message>
    <message>
        <source>Choose another name, or ask the server&apos;s administrator who uses it.</source>
        <translation>Elija otro nombre, o pregunte al administrador del servidor quién lo usa.</translation>
    </message>
    <message>
        <source>A change was sent, but no answer came. It may have happened.</source>
        <translation>Se envió un cambio, pero no llegó respuesta. Puede haberse hecho.</translation>
    </message>
    <message>
        <source>Read again and see what happened before you try again.</source>
        <translation>Lea de nuevo y vea qué pasó antes de intentarlo otra vez.</translation>
    </message>
    <message>
        <source>The service refused the request.</source>
        <translation>El servicio rechazó la petición.</translation>
    </message>
    <message>
        <source>See what it said, correct that, then try again.</source>
        <translation>Vea qué dijo, corríjalo, e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>Something in front of the server asks for a login. It is not about the API key.</source>
        <translation>Algo delante del servidor pide un inicio de sesión. No tiene que ver con la clave de API.</translation>
    </message>
    <message>
        <source>Have the login switched off for this address or network, or use the address behind it.</source>
        <translation>Haga quitar el inicio de sesión para esta dirección o red, o use la dirección que hay detrás.</translation>
    </message>
    <message>
        <source>A proxy or firewall in front of the server refused the request. The server itself did not answer.</source>
        <translation>Un proxy o cortafuegos delante del servidor rechazó la petición. El servidor mismo no respondió.</translation>
    </message>
    <message>
        <source>Ask its administrator to let these requests through, DELETE and POST included.</source>
        <translation>Pida a su administrador que deje pasar estas peticiones, incluidas DELETE y POST.</translation>
    </message>
    <message>
        <source>This address redirects to another one.</source>
        <translation>Esta dirección redirige a otra.</translation>
    </message>
    <message>
        <source>Enter the address that it redirects to, with https and its path.</source>
        <translation>Escriba la dirección a la que redirige, con https y su ruta.</translation>
    </message>
    <message>
        <source>A proxy or pooler answers there, but it cannot reach the service behind it.</source>
        <translation>Allí responde un proxy o pooler, pero no llega al servicio que hay detrás.</translation>
    </message>
    <message>
        <source>Check whether that service is running (Supabase: whether the project is paused), then read again.</source>
        <translation>Verifique si ese servicio está en marcha (Supabase: si el proyecto está en pausa), y lea de nuevo.</translation>
    </message>
    <message>
        <source>What answers there is another service.</source>
        <translation>Lo que responde allí es otro servicio.</translation>
    </message>
    <message>
        <source>Check host, port and path. It may be a login page.</source>
        <translation>Revise host, puerto y ruta. Puede ser una página de inicio de sesión.</translation>
    </message>
    <message>
        <source>The answer was cut short, so it proves nothing.</source>
        <translation>La respuesta llegó cortada, así que no prueba nada.</translation>
    </message>
    <message>
        <source>Read again. If it happens again, look at the time and size limits of the proxy in between.</source>
        <translation>Lea de nuevo. Si vuelve a pasar, mire los límites de tiempo y de tamaño del proxy que hay en medio.</translation>
    </message>
    <message>
        <source>The service reports an error of its own.</source>
        <translation>El servicio informa de un error propio.</translation>
    </message>
    <message>
        <source>See its log, then read again.</source>
        <translation>Vea su registro, y lea de nuevo.</translation>
    </message>
    <message>
        <source>Settings of this connection are missing or wrong.</source>
        <translation>Faltan ajustes de esta conexión o son incorrectos.</translation>
    </message>
    <message>
        <source>Correct them in the profile, or in the environment variables.</source>
        <translation>Corríjalos en el perfil, o en las variables de entorno.</translation>
    </message>
    <message>
        <source>A file of this computer could not be used.</source>
        <translation>Un archivo de esta computadora no se pudo usar.</translation>
    </message>
    <message>
        <source>Check the free space and the permissions of the data directory, then try again.</source>
        <translation>Verifique el espacio libre y los permisos de la carpeta de datos, e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>Library on this computer</source>
        <translation>Biblioteca en esta computadora</translation>
    </message>
</context>
<context>
    <name>steward::DoctorCommand</name>
    <message>
        <source>Cause: %1</source>
        <extracomment>%1 is a sentence that says why something does not work</extracomment>
        <translation>Causa: %1</translation>
    </message>
    <message>
        <source>What to do: %1</source>
        <extracomment>%1 is a sentence that says what mends it</extracomment>
        <translation>Qué hacer: %1</translation>
    </message>
</context>
<context>
    <name>steward::DoctorPanel</name>
    <message>
        <source>What the test found</source>
        <translation>Lo que encontró la prueba</translation>
    </message>
    <message>
        <source>Testing…</source>
        <translation>Probando…</translation>
    </message>
    <message>
        <source>Not checked yet</source>
        <translation>Aún sin verificar</translation>
    </message>
    <message>
        <source>Not checked</source>
        <translation>Sin verificar</translation>
    </message>
    <message>
        <source>Copy for support</source>
        <translation>Copiar para soporte</translation>
    </message>
    <message>
        <source>Copy for support: %1</source>
        <extracomment>What a button does: %1 is what was checked, such as &quot;Encryption&quot;</extracomment>
        <translation>Copiar para soporte: %1</translation>
    </message>
</context>
<context>
    <name>steward::DuplicateRules</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <extracomment>%1 is names of instances, %n how many are not named</extracomment>
        <translation>
            <numerusform>%1 y %Ln más</numerusform>
            <numerusform>%1 y %Ln más</numerusform>
        </translation>
    </message>
    <message>
        <source>%2 has %1 instances, %3 of them connected. The others are %4.</source>
        <extracomment>%1 is a number of instances, %2 an organization, %3 how many of them are connected, %4 names of the others</extracomment>
        <translation>%2 tiene %1 instancias; conectadas: %3. Las otras son %4.</translation>
    </message>
    <message>
        <source>%1 has %2 active rows in the database, and only one is allowed: %3.</source>
        <extracomment>%1 is an organization, %2 the number of its enabled rows, %3 what they name</extracomment>
        <translation>%1 tiene %2 filas activas en la base de datos, y solo se permite una: %3.</translation>
    </message>
    <message>
        <source>The phone %1 is connected here and at %2.</source>
        <extracomment>%1 is a phone number, %2 names of instances</extracomment>
        <translation>El teléfono %1 está conectado aquí y en %2.</translation>
    </message>
    <message>
        <source>The number %1 is in this row and in the active row of %2.</source>
        <extracomment>%1 is a phone number, %2 names of instances</extracomment>
        <translation>El número %1 está en esta fila y en la fila activa de %2.</translation>
    </message>
</context>
<context>
    <name>steward::EmptyRows</name>
    <message>
        <source>Reading</source>
        <translation>Leyendo</translation>
    </message>
    <message>
        <source>Nothing was read yet</source>
        <translation>Aún no se ha leído nada</translation>
    </message>
    <message>
        <source>Read the stores to see which instances there are.</source>
        <translation>Lea los almacenes para ver qué instancias hay.</translation>
    </message>
    <message>
        <source>Nothing matches “%1”</source>
        <extracomment>%1 is what was typed</extracomment>
        <translation>Nada coincide con “%1”</translation>
    </message>
    <message>
        <source>No organization, phone or instance has this text.</source>
        <translation>Ninguna organización, ningún teléfono y ninguna instancia tiene este texto.</translation>
    </message>
    <message>
        <source>Nothing in “%1”</source>
        <extracomment>%1 is the title of a view</extracomment>
        <translation>Nada en “%1”</translation>
    </message>
    <message>
        <source>No instance is in this view now.</source>
        <translation>Ahora no hay ninguna instancia en esta vista.</translation>
    </message>
    <message>
        <source>Everything agrees</source>
        <translation>Todo coincide</translation>
    </message>
    <message numerus="yes">
        <source>All %n instance(s) say the same in all three stores.</source>
        <translation>
            <numerusform>Los tres almacenes dicen lo mismo de la %Ln instancia.</numerusform>
            <numerusform>Los tres almacenes dicen lo mismo de las %Ln instancias.</numerusform>
        </translation>
    </message>
    <message>
        <source>No instances yet</source>
        <translation>Aún no hay instancias</translation>
    </message>
    <message>
        <source>The stores were read and are empty. Create the first one, or import a list.</source>
        <translation>Los almacenes se leyeron y están vacíos. Cree la primera, o importe una lista.</translation>
    </message>
    <message>
        <source>No instance could be read</source>
        <translation>No se pudo leer ninguna instancia</translation>
    </message>
    <message>
        <source>A store was not read, so there may be some. The notice above says why.</source>
        <translation>Un almacén no se leyó, así que puede haber alguna. El aviso de arriba dice por qué.</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>Leer de nuevo</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>Quitar filtro</translation>
    </message>
    <message>
        <source>Esc does the same.</source>
        <translation>Esc hace lo mismo.</translation>
    </message>
    <message>
        <source>Show all instances</source>
        <translation>Mostrar todas las instancias</translation>
    </message>
    <message>
        <source>New instance</source>
        <translation>Instancia nueva</translation>
    </message>
    <message>
        <source>From a file…</source>
        <translation>Desde un archivo…</translation>
    </message>
</context>
<context>
    <name>steward::Environment</name>
    <message>
        <source>Production</source>
        <translation>Producción</translation>
    </message>
    <message>
        <source>Staging</source>
        <translation>Pruebas</translation>
    </message>
    <message>
        <source>Development</source>
        <translation>Desarrollo</translation>
    </message>
</context>
<context>
    <name>steward::EnvironmentButton</name>
    <message>
        <source>Workspaces</source>
        <translation>Espacios de trabajo</translation>
    </message>
    <message>
        <source>Invented clinics</source>
        <translation>Clínicas inventadas</translation>
    </message>
    <message>
        <source>%1 · read only</source>
        <extracomment>%1 is a workspace&apos;s name</extracomment>
        <translation>%1 · solo lectura</translation>
    </message>
    <message>
        <source>%1, %2: workspaces</source>
        <extracomment>The name of a menu, for screen readers: %1 is the environment, %2 the workspace</extracomment>
        <translation>%1, %2: espacios de trabajo</translation>
    </message>
    <message>
        <source>%1 · staff</source>
        <extracomment>%1 is a workspace&apos;s name: who opened it is no administrator</extracomment>
        <translation>%1 · para el personal</translation>
    </message>
</context>
<context>
    <name>steward::EnvironmentLook</name>
    <message>
        <source>PRACTICE</source>
        <translation>PRÁCTICA</translation>
    </message>
    <message>
        <source>%1 in practice</source>
        <extracomment>%1 is what a button does, such as &quot;Delete 6 instances&quot;</extracomment>
        <translation>%1 en práctica</translation>
    </message>
    <message>
        <source>%1 in staging</source>
        <extracomment>%1 is what a button does, such as &quot;Delete 6 instances&quot;</extracomment>
        <translation>%1 en pruebas</translation>
    </message>
    <message>
        <source>%1 in development</source>
        <extracomment>%1 is what a button does, such as &quot;Delete 6 instances&quot;</extracomment>
        <translation>%1 en desarrollo</translation>
    </message>
    <message>
        <source>%1 in production</source>
        <extracomment>%1 is what a button does, such as &quot;Delete 6 instances&quot;</extracomment>
        <translation>%1 en producción</translation>
    </message>
</context>
<context>
    <name>steward::EnvironmentSettings</name>
    <message>
        <source>The variable %1 cannot be used. %2</source>
        <extracomment>%1 is an environment variable, %2 is a sentence that says what is wrong with its value</extracomment>
        <translation>La variable %1 no se puede usar. %2</translation>
    </message>
    <message numerus="yes">
        <source>%n variable(s) are not set: %1. Set them, name a profile, or try it with --practice.</source>
        <extracomment>%n is the number of variables, %1 lists their names</extracomment>
        <translation>
            <numerusform>%Ln variable no está definida: %1. Defínala, indique un perfil, o pruebe con --practice.</numerusform>
            <numerusform>%Ln variables no están definidas: %1. Defínalas, indique un perfil, o pruebe con --practice.</numerusform>
        </translation>
    </message>
    <message>
        <source>On the command line you can also set %1.</source>
        <extracomment>%1 is an environment variable</extracomment>
        <translation>En la línea de comandos también puede definir %1.</translation>
    </message>
    <message>
        <source>Environment variables</source>
        <translation>Variables de entorno</translation>
    </message>
    <message>
        <source>No API key is stored for this profile. Enter it in the profile&apos;s settings, or set %1.</source>
        <extracomment>%1 is an environment variable</extracomment>
        <translation>No hay clave de API guardada para este perfil. Escríbala en los ajustes del perfil, o defina %1.</translation>
    </message>
    <message>
        <source>It holds a line break or another sign that no key has.</source>
        <translation>Contiene un salto de línea u otro signo que ninguna clave tiene.</translation>
    </message>
    <message>
        <source>It needs %1 beside it.</source>
        <extracomment>%1 is an environment variable</extracomment>
        <translation>Necesita %1 junto a ella.</translation>
    </message>
    <message>
        <source>It is one of production, staging and development.</source>
        <translation>Es una de estas: production, staging y development.</translation>
    </message>
    <message>
        <source>It is one of 1, true, yes, 0, false, no.</source>
        <translation>Es uno de estos: 1, true, yes, 0, false, no.</translation>
    </message>
    <message>
        <source>It is staff or administrator.</source>
        <translation>Puede ser staff o administrator.</translation>
    </message>
</context>
<context>
    <name>steward::EvolutionServer</name>
    <message>
        <source>The Evolution API server&apos;s address is not of the form https://host. Correct it in the profile.</source>
        <translation>La dirección del servidor Evolution API no tiene la forma https://host. Corríjala en el perfil.</translation>
    </message>
    <message>
        <source>The Evolution API server&apos;s address holds a user name. Enter the address without it, and the key in its own field.</source>
        <translation>La dirección del servidor Evolution API contiene un nombre de usuario. Escriba la dirección sin él, y la clave en su campo.</translation>
    </message>
    <message>
        <source>The API key holds a line break or another control character. Enter it again.</source>
        <translation>La clave de API contiene un salto de línea u otro carácter de control. Escríbala de nuevo.</translation>
    </message>
    <message>
        <source>The Evolution API server&apos;s host name is not known. Check the address in the profile and this computer&apos;s network.</source>
        <translation>El nombre de host del servidor Evolution API no se conoce. Revise la dirección en el perfil y la red de esta computadora.</translation>
    </message>
    <message>
        <source>Nothing answers at the Evolution API server&apos;s address. Check the address in the profile, and whether the server is running.</source>
        <translation>Nada responde en la dirección del servidor Evolution API. Revise la dirección en el perfil, y si el servidor está en marcha.</translation>
    </message>
    <message>
        <source>The Evolution API server has an IPv6 address only, and this network has no IPv6. Use a network with IPv6, or have the server given an IPv4 address.</source>
        <translation>El servidor Evolution API solo tiene una dirección IPv6, y esta red no tiene IPv6. Use una red con IPv6, o haga dar al servidor una dirección IPv4.</translation>
    </message>
    <message>
        <source>The connection to the Evolution API server ended before its answer was complete. Try again, or ask the doctor.</source>
        <translation>La conexión con el servidor Evolution API terminó antes de que su respuesta estuviera completa. Inténtelo de nuevo, o consulte el diagnóstico.</translation>
    </message>
    <message>
        <source>The Evolution API server&apos;s certificate is not trusted on this computer. Enter its CA file in the profile.</source>
        <translation>En esta computadora no se confía en el certificado del servidor Evolution API. Indique su archivo de la CA en el perfil.</translation>
    </message>
    <message>
        <source>The Evolution API server sends an incomplete chain of certificates: the one between its own and the authority&apos;s is missing. Have the full chain installed there, or enter the missing certificate as CA file in the profile.</source>
        <translation>El servidor Evolution API envía una cadena de certificados incompleta: falta el que está entre el suyo y el de la autoridad. Haga instalar allí la cadena completa, o indique el certificado que falta como archivo de la CA en el perfil.</translation>
    </message>
    <message>
        <source>The Evolution API server, or something in front of it, asks for a client certificate. Use an address that asks for none.</source>
        <translation>El servidor Evolution API, o algo delante de él, pide un certificado de cliente. Use una dirección que no pida ninguno.</translation>
    </message>
    <message>
        <source>The Evolution API server&apos;s certificate is out of its dates. Have it renewed, and check this computer&apos;s clock.</source>
        <translation>El certificado del servidor Evolution API está fuera de plazo. Hágalo renovar, y revise el reloj de esta computadora.</translation>
    </message>
    <message>
        <source>The Evolution API server&apos;s certificate was issued for another name. Use the name that stands in the certificate.</source>
        <translation>El certificado del servidor Evolution API se emitió para otro nombre. Use el nombre que está en el certificado.</translation>
    </message>
    <message>
        <source>What answers at the Evolution API server&apos;s address does not encrypt. Check the port, or whether the address begins with http.</source>
        <translation>Lo que responde en la dirección del servidor Evolution API no cifra. Revise el puerto, o si la dirección empieza con http.</translation>
    </message>
    <message>
        <source>The Evolution API server would be reached without encryption. Use an https address, or allow it in the profile.</source>
        <translation>Al servidor Evolution API se llegaría sin cifrado. Use una dirección https, o permítalo en el perfil.</translation>
    </message>
    <message>
        <source>The encrypted connection to the Evolution API server could not be set up. Ask the doctor for the cause.</source>
        <translation>No se pudo establecer la conexión cifrada con el servidor Evolution API. Consulte el diagnóstico para saber la causa.</translation>
    </message>
    <message>
        <source>The Evolution API server does not accept the API key. Enter the server&apos;s global key in the profile.</source>
        <translation>El servidor Evolution API no acepta la clave de API. Escriba la clave global del servidor en el perfil.</translation>
    </message>
    <message>
        <source>Something in front of the Evolution API server asks for a login (it is not about the API key). Have it let this computer through, or enter the address behind it.</source>
        <translation>Algo delante del servidor Evolution API pide un inicio de sesión (no tiene que ver con la clave de API). Haga que deje pasar a esta computadora, o escriba la dirección que hay detrás.</translation>
    </message>
    <message>
        <source>This profile only reads, so the server was left as it is. Choose a profile that may change it.</source>
        <translation>Este perfil solo lee, así que el servidor se dejó como está. Elija un perfil que pueda cambiarlo.</translation>
    </message>
    <message>
        <source>No request can reach an instance of this name. Ask the server&apos;s administrator to rename or remove it in the server&apos;s database.</source>
        <translation>Ninguna petición llega a una instancia con este nombre. Pida al administrador del servidor que la renombre o la quite en la base de datos del servidor.</translation>
    </message>
    <message>
        <source>The Evolution API server has no such instance. Read the list again.</source>
        <translation>El servidor Evolution API no tiene esa instancia. Lea de nuevo la lista.</translation>
    </message>
    <message>
        <source>An instance of this name exists already on the Evolution API server. If it is not in the list, it belongs to another client of that server: choose another name.</source>
        <translation>Ya existe una instancia con este nombre en el servidor Evolution API. Si no está en la lista, pertenece a otro cliente de ese servidor: elija otro nombre.</translation>
    </message>
    <message>
        <source>The change was sent to the Evolution API server, but its answer did not come: it may have happened. Read the list again before you try once more.</source>
        <translation>El cambio se envió al servidor Evolution API, pero su respuesta no llegó: puede haberse hecho. Lea de nuevo la lista antes de intentarlo otra vez.</translation>
    </message>
    <message>
        <source>The Evolution API server&apos;s answer was cut short, so nothing can be concluded from it. Read again.</source>
        <translation>La respuesta del servidor Evolution API llegó cortada, así que no se concluye nada de ella. Lea de nuevo.</translation>
    </message>
    <message>
        <source>The Evolution API server reports an error of its own. Wait a moment and try again; if it stays so, look into the server&apos;s log.</source>
        <translation>El servidor Evolution API informa de un error propio. Espere un momento e inténtelo de nuevo; si sigue así, mire el registro del servidor.</translation>
    </message>
    <message>
        <source>The Evolution API server refused. Check what was entered, then try again.</source>
        <translation>El servidor Evolution API lo rechazó. Revise lo que se introdujo, e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>The Evolution API server&apos;s settings are incomplete or wrong. Check them in the profile.</source>
        <translation>Los ajustes del servidor Evolution API están incompletos o son incorrectos. Revíselos en el perfil.</translation>
    </message>
    <message>
        <source>What answers at the Evolution API server&apos;s address is not what an Evolution API server answers. Check the address in the profile, or ask the doctor.</source>
        <translation>Lo que responde en la dirección del servidor Evolution API no es lo que responde un servidor Evolution API. Revise la dirección en el perfil, o consulte el diagnóstico.</translation>
    </message>
    <message>
        <source>The Evolution API server</source>
        <translation>El servidor Evolution API</translation>
    </message>
    <message>
        <source>The Evolution API server refused: %1. Check what was entered, then try again.</source>
        <extracomment>%1 is what the server said, in its own language</extracomment>
        <translation>El servidor Evolution API lo rechazó: %1. Revise lo que se introdujo, e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>The Evolution API server failed in the middle of the change and does not say how far it came. Read the list again before you try once more; if it fails again, restart the instance or the server.</source>
        <translation>El servidor Evolution API falló en medio del cambio y no dice hasta dónde llegó. Lea de nuevo la lista antes de intentarlo otra vez; si vuelve a fallar, reinicie la instancia o el servidor.</translation>
    </message>
    <message>
        <source>The Evolution API server&apos;s address redirects elsewhere without saying where. Ask for the address that is right, and enter it in the profile.</source>
        <translation>La dirección del servidor Evolution API redirige a otro lugar sin decir cuál. Pregunte cuál es la dirección correcta y escríbala en el perfil.</translation>
    </message>
    <message>
        <source>The Evolution API server&apos;s address redirects to %1: enter that address in the profile.</source>
        <extracomment>%1 is an address such as https://host/path</extracomment>
        <translation>La dirección del servidor Evolution API redirige a %1: escriba esa dirección en el perfil.</translation>
    </message>
    <message>
        <source>The Evolution API server&apos;s address redirects to %1. Enter the address that the server has there; if that is a login page, have it let this computer through.</source>
        <extracomment>%1 is an address such as https://host/login</extracomment>
        <translation>La dirección del servidor Evolution API redirige a %1. Escriba la dirección que el servidor tiene allí; si es una página de inicio de sesión, haga que deje pasar a esta computadora.</translation>
    </message>
    <message>
        <source>The proxy in front of the Evolution API server cannot reach it (status %1). Look whether the server is running, then read again.</source>
        <extracomment>%1 is a status such as 502</extracomment>
        <translation>El proxy delante del servidor Evolution API no llega a él (estado %1). Vea si el servidor está en marcha, y lea de nuevo.</translation>
    </message>
    <message>
        <source>Something in front of the Evolution API server (a proxy or a firewall) refused the request with status %1. Ask who looks after it to let it through.</source>
        <extracomment>%1 is a status such as 403</extracomment>
        <translation>Algo delante del servidor Evolution API (un proxy o un cortafuegos) rechazó la petición con estado %1. Pida a quien lo cuida que la deje pasar.</translation>
    </message>
    <message>
        <source>The API key belongs to a single instance, so the others cannot be seen. Enter the server&apos;s global key in the profile.</source>
        <translation>La clave de API pertenece a una sola instancia, así que las demás no se pueden ver. Escriba la clave global del servidor en el perfil.</translation>
    </message>
    <message>
        <source>The variable %1 names no proxy. Write http://HOST:PORT or socks5://HOST:PORT, with USER:PASSWORD@ in front of HOST where the proxy asks for a login; or none, for no proxy.</source>
        <extracomment>%1 is an environment variable</extracomment>
        <translation>La variable %1 no indica ningún proxy. Escriba http://HOST:PUERTO o socks5://HOST:PUERTO, con USUARIO:CONTRASEÑA@ delante de HOST si el proxy pide un inicio de sesión; o none, para ningún proxy.</translation>
    </message>
</context>
<context>
    <name>steward::FileOpening</name>
    <message>
        <source>The file %1 is neither a plan nor a profile of Steward.</source>
        <extracomment>%1 is a file&apos;s name</extracomment>
        <translation>El archivo %1 no es un plan ni un perfil de Steward.</translation>
    </message>
    <message>
        <source>Open the workspace that the plan %1 was made in. It is shown there.</source>
        <extracomment>%1 is a file&apos;s name</extracomment>
        <translation>Abra el espacio de trabajo en el que se hizo el plan %1. Allí se muestra.</translation>
    </message>
</context>
<context>
    <name>steward::FilterField</name>
    <message>
        <source>What can be typed here</source>
        <translation>Lo que se puede escribir aquí</translation>
    </message>
</context>
<context>
    <name>steward::Finding</name>
    <message>
        <source>Duplicate</source>
        <translation>Duplicada</translation>
    </message>
    <message>
        <source>Clean up: keep the instance that works and delete the others.</source>
        <translation>Limpiar: conservar la instancia que funciona y eliminar las demás.</translation>
    </message>
    <message>
        <source>Extra row</source>
        <translation>Fila de más</translation>
    </message>
    <message>
        <source>Clean up: keep the row of the instance that works and remove the others.</source>
        <translation>Limpiar: conservar la fila de la instancia que funciona y quitar las demás.</translation>
    </message>
    <message>
        <source>Same phone</source>
        <translation>Mismo teléfono</translation>
    </message>
    <message>
        <source>Decide which instance keeps the number, then disable or delete the other.</source>
        <translation>Decida qué instancia conserva el número, y desactive o elimine la otra.</translation>
    </message>
    <message>
        <source>Ghost</source>
        <translation>Fantasma</translation>
    </message>
    <message>
        <source>Ask the server&apos;s administrator for a restart. Only that helps.</source>
        <translation>Pida al administrador del servidor un reinicio. Solo eso ayuda.</translation>
    </message>
    <message>
        <source>Hidden</source>
        <translation>Oculta</translation>
    </message>
    <message>
        <source>Ask the server&apos;s administrator why the server runs it but does not list it.</source>
        <translation>Pregunte al administrador del servidor por qué el servidor la ejecuta pero no la lista.</translation>
    </message>
    <message>
        <source>No row</source>
        <translation>Sin fila</translation>
    </message>
    <message>
        <source>Assign an organization: Steward writes a row for it.</source>
        <translation>Asignar una organización: Steward escribe una fila para ella.</translation>
    </message>
    <message>
        <source>No instance</source>
        <translation>Sin instancia</translation>
    </message>
    <message>
        <source>If its instance runs under another name, assign that one. Otherwise create the instance, or remove the row.</source>
        <translation>Si su instancia se ejecuta con otro nombre, asigne esa. Si no, cree la instancia, o quite la fila.</translation>
    </message>
    <message>
        <source>Leftover cache</source>
        <translation>Resto en caché</translation>
    </message>
    <message>
        <source>Drop the entry.</source>
        <translation>Descartar la entrada.</translation>
    </message>
    <message>
        <source>Cache differs</source>
        <translation>Caché difiere</translation>
    </message>
    <message>
        <source>Repair: write the entry again from the row.</source>
        <translation>Reparar: escribir de nuevo la entrada a partir de la fila.</translation>
    </message>
    <message>
        <source>Cache unreadable</source>
        <translation>Caché ilegible</translation>
    </message>
    <message>
        <source>Repair: write the entry again from the row, or drop it where there is no row.</source>
        <translation>Reparar: escribir de nuevo la entrada a partir de la fila, o descartarla donde no hay fila.</translation>
    </message>
    <message>
        <source>Never expires</source>
        <translation>Nunca caduca</translation>
    </message>
    <message>
        <source>Repair: give the entry a time left.</source>
        <translation>Reparar: dar a la entrada un tiempo restante.</translation>
    </message>
    <message>
        <source>Status differs</source>
        <translation>Estado difiere</translation>
    </message>
    <message>
        <source>Repair: write the server&apos;s state to the row.</source>
        <translation>Reparar: escribir el estado del servidor en la fila.</translation>
    </message>
    <message>
        <source>States differ</source>
        <translation>Estados difieren</translation>
    </message>
    <message>
        <source>Restart the instance on the server. Until then its row is left as it is.</source>
        <translation>Reinicie la instancia en el servidor. Hasta entonces su fila queda como está.</translation>
    </message>
    <message>
        <source>Phone differs</source>
        <translation>Teléfono difiere</translation>
    </message>
    <message>
        <source>Use this phone: write the connected number to the row.</source>
        <translation>Usar este teléfono: escribir en la fila el número conectado.</translation>
    </message>
    <message>
        <source>Organization differs</source>
        <translation>Organización difiere</translation>
    </message>
    <message>
        <source>Decide which organization it belongs to.</source>
        <translation>Decida a qué organización pertenece.</translation>
    </message>
    <message>
        <source>Connection lost</source>
        <translation>Conexión perdida</translation>
    </message>
    <message>
        <source>Pair the phone again.</source>
        <translation>Vincule de nuevo el teléfono.</translation>
    </message>
    <message>
        <source>Pairing stuck</source>
        <translation>Vinculación atascada</translation>
    </message>
    <message>
        <source>Reset the pairing: delete the instance and create it again under the same name.</source>
        <translation>Rehacer la vinculación: eliminar la instancia y crearla de nuevo con el mismo nombre.</translation>
    </message>
    <message>
        <source>Off but connected</source>
        <translation>Desactivada pero conectada</translation>
    </message>
    <message>
        <source>Unlink the phone, or enable the row.</source>
        <translation>Desvincule el teléfono, o active la fila.</translation>
    </message>
    <message>
        <source>Row without name</source>
        <translation>Fila sin nombre</translation>
    </message>
    <message>
        <source>Decide: name its instance, or remove the row.</source>
        <translation>Decida: nombrar su instancia, o quitar la fila.</translation>
    </message>
    <message>
        <source>Unusable name</source>
        <translation>Nombre inutilizable</translation>
    </message>
    <message>
        <source>Ask the server&apos;s administrator to remove it from the server&apos;s database.</source>
        <translation>Pida al administrador del servidor que la quite de la base de datos del servidor.</translation>
    </message>
    <message>
        <source>Webhook differs</source>
        <translation>Webhook difiere</translation>
    </message>
    <message>
        <source>Repair: set the webhook to the row&apos;s address.</source>
        <translation>Reparar: poner el webhook con la dirección de la fila.</translation>
    </message>
    <message>
        <source>Not cached</source>
        <translation>Sin caché</translation>
    </message>
    <message>
        <source>It fills by itself. To do it now, fill the cache.</source>
        <translation>Se llena sola. Para hacerlo ahora, llene la caché.</translation>
    </message>
    <message>
        <source>Leftovers</source>
        <translation>Restos</translation>
    </message>
    <message>
        <source>Look at the messages, then clear the queues.</source>
        <translation>Mire los mensajes, y vacíe las colas.</translation>
    </message>
</context>
<context>
    <name>steward::FullScreenCode</name>
    <message>
        <source>Code for %1</source>
        <extracomment>The title of a window with a code: %1 is a clinic</extracomment>
        <translation>Código para %1</translation>
    </message>
</context>
<context>
    <name>steward::GroupsModel</name>
    <message>
        <source>Keeps %1: %2</source>
        <extracomment>%1 is the end of an instance&apos;s name, %2 why it is kept</extracomment>
        <translation>Conserva %1: %2</translation>
    </message>
    <message numerus="yes">
        <source>%n instance(s)</source>
        <translation>
            <numerusform>%Ln instancia</numerusform>
            <numerusform>%Ln instancias</numerusform>
        </translation>
    </message>
    <message>
        <source>keeps %1</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>conserva %1</translation>
    </message>
    <message>
        <source>Needs your decision</source>
        <translation>Necesita su decisión</translation>
    </message>
    <message>
        <source>Ready to clean</source>
        <translation>Listo para limpiar</translation>
    </message>
</context>
<context>
    <name>steward::GuardInspection</name>
    <message>
        <source>There is no save function.</source>
        <translation>No hay función de guardado.</translation>
    </message>
    <message>
        <source>Two calls at once can insert twice, or a disabled row is taken over.</source>
        <translation>Dos llamadas a la vez pueden insertar dos veces, o se toma una fila desactivada.</translation>
    </message>
    <message>
        <source>Its search path is not fixed, so another&apos;s objects could take the place of its own.</source>
        <translation>Su ruta de búsqueda no es fija, así que objetos de otro podrían ocupar el lugar de los suyos.</translation>
    </message>
    <message>
        <source>Anonymous visitors may call it.</source>
        <translation>Los visitantes anónimos pueden llamarla.</translation>
    </message>
    <message>
        <source>There is no such table.</source>
        <translation>No hay esa tabla.</translation>
    </message>
    <message>
        <source>Columns are missing, or of another type.</source>
        <translation>Faltan columnas, o son de otro tipo.</translation>
    </message>
    <message>
        <source>Row-level security is off, or a policy opens it to others.</source>
        <translation>La seguridad por fila está apagada, o una política la abre a otros.</translation>
    </message>
    <message>
        <source>Anonymous visitors have rights to it.</source>
        <translation>Los visitantes anónimos tienen derechos sobre ella.</translation>
    </message>
    <message>
        <source>Its rows can be changed or deleted.</source>
        <translation>Sus filas se pueden cambiar o eliminar.</translation>
    </message>
    <message>
        <source>Roles have more rights to it than to add and to read.</source>
        <translation>Hay roles con más derechos sobre ella que añadir y leer.</translation>
    </message>
    <message>
        <source>These roles may not write to it, so Steward could change nothing with them: %1.</source>
        <extracomment>%1 is a list of roles of the database</extracomment>
        <translation>Estos roles no pueden escribir en ella, así que Steward no podría cambiar nada con ellos: %1.</translation>
    </message>
    <message>
        <source>There is no such index.</source>
        <translation>No hay ese índice.</translation>
    </message>
    <message>
        <source>An index that was not built to its end is left over; it is built again.</source>
        <translation>Queda un índice que no se construyó hasta el final; se construye de nuevo.</translation>
    </message>
    <message>
        <source>There is no such trigger.</source>
        <translation>No hay ese disparador.</translation>
    </message>
    <message>
        <source>The role %1 does not own what has to be changed. Set STEWARD_DATABASE_OWNER_URL to the owner&apos;s credentials, or hand on what &quot;steward-cli guards sql&quot; prints.</source>
        <extracomment>%1 is a role of the database</extracomment>
        <translation>El rol %1 no es dueño de lo que hay que cambiar. Defina STEWARD_DATABASE_OWNER_URL con las credenciales del dueño, o entregue lo que escribe &quot;steward-cli guards sql&quot;.</translation>
    </message>
</context>
<context>
    <name>steward::GuardList</name>
    <message>
        <source>Clean &amp;up…</source>
        <translation>&amp;Limpiar…</translation>
    </message>
    <message>
        <source>Clean up the duplicates</source>
        <translation>Limpiar los duplicados</translation>
    </message>
</context>
<context>
    <name>steward::GuardScript</name>
    <message>
        <source>Steward&apos;s guards, for the owner of the tables to run with psql. Each part stands by itself.</source>
        <translation>Salvaguardas de Steward, para que el dueño de las tablas las ejecute con psql. Cada parte vale por sí sola.</translation>
    </message>
</context>
<context>
    <name>steward::GuardsApply</name>
    <message>
        <source>Everybody can use the role %1, so it must not call the save function. Choose the role of the backend.</source>
        <extracomment>%1 is a role of the database</extracomment>
        <translation>Todos pueden usar el rol %1, así que no debe llamar a la función de guardado. Elija el rol del backend.</translation>
    </message>
    <message>
        <source>The database has no role %1. Check the spelling.</source>
        <extracomment>%1 is a role of the database</extracomment>
        <translation>La base de datos no tiene el rol %1. Revise cómo está escrito.</translation>
    </message>
</context>
<context>
    <name>steward::GuardsCommand</name>
    <message>
        <source>Organizations with more than one active row:</source>
        <translation>Organizaciones con más de una fila activa:</translation>
    </message>
    <message>
        <source>Database %1, as %2</source>
        <extracomment>%1 is a database&apos;s name, %2 a role of it</extracomment>
        <translation>Base de datos %1, como %2</translation>
    </message>
    <message>
        <source>These roles lose the right to call the save function: %1.</source>
        <extracomment>%1 lists roles of the database</extracomment>
        <translation>Estos roles pierden el derecho a llamar a la función de guardado: %1.</translation>
    </message>
    <message>
        <source>There is nothing to add now.</source>
        <translation>Ahora no hay nada que añadir.</translation>
    </message>
    <message>
        <source>Will be added:</source>
        <translation>Se añadirán:</translation>
    </message>
    <message>
        <source>Today everybody may call the save function. Only the roles named here keep that right.</source>
        <translation>Hoy todos pueden llamar a la función de guardado. Solo los roles nombrados aquí conservan ese derecho.</translation>
    </message>
    <message>
        <source>Keeps the right to call the save function: %1.</source>
        <extracomment>%1 lists roles of the database</extracomment>
        <translation>Conserva el derecho a llamar a la función de guardado: %1.</translation>
    </message>
    <message>
        <source>added</source>
        <translation>añadida</translation>
    </message>
    <message>
        <source>was there already</source>
        <translation>ya estaba</translation>
    </message>
    <message>
        <source>NOT added</source>
        <translation>NO añadida</translation>
    </message>
    <message>
        <source>left as it was</source>
        <translation>queda como estaba</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>no se sabe</translation>
    </message>
    <message>
        <source>Once that is settled, run: steward-cli guards apply</source>
        <translation>Cuando eso esté resuelto, ejecute: steward-cli guards apply</translation>
    </message>
    <message>
        <source>This profile is read only, so nothing was changed. Use a profile that may change the database, or give the SQL of “steward-cli guards sql” to the tables&apos; owner.</source>
        <translation>Este perfil es de solo lectura, así que no se cambió nada. Use un perfil que pueda cambiar la base de datos, o dé el SQL de “steward-cli guards sql” al dueño de las tablas.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>No se cambió nada.</translation>
    </message>
    <message>
        <source>Add the database guards</source>
        <translation>Añadir las salvaguardas de la base de datos</translation>
    </message>
</context>
<context>
    <name>steward::GuardsPage</name>
    <message>
        <source>optional</source>
        <translation>opcional</translation>
    </message>
    <message>
        <source>In place</source>
        <translation>Puesta</translation>
    </message>
    <message>
        <source>Not used</source>
        <translation>Sin usar</translation>
    </message>
    <message>
        <source>Held back</source>
        <translation>Impedida</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Falta</translation>
    </message>
    <message>
        <source>Added and read back</source>
        <translation>Añadida y comprobada</translation>
    </message>
    <message>
        <source>Not added</source>
        <translation>No añadida</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Quedó fuera</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>No se sabe</translation>
    </message>
    <message>
        <source>One active row per organization</source>
        <translation>Una fila activa por organización</translation>
    </message>
    <message>
        <source>Fast search by name</source>
        <translation>Búsqueda rápida por nombre</translation>
    </message>
    <message>
        <source>Safe saving</source>
        <translation>Guardado seguro</translation>
    </message>
    <message>
        <source>History of changes</source>
        <translation>Historial de cambios</translation>
    </message>
    <message>
        <source>Notice of every change</source>
        <translation>Aviso de cada cambio</translation>
    </message>
    <message>
        <source>Refuses a second active row for the same organization.</source>
        <translation>Rechaza una segunda fila activa para la misma organización.</translation>
    </message>
    <message>
        <source>An index, so that lookups stay quick with many rows.</source>
        <translation>Un índice, para que las búsquedas sigan siendo rápidas con muchas filas.</translation>
    </message>
    <message>
        <source>A save function that two people cannot run at once.</source>
        <translation>Una función de guardado que dos personas no pueden ejecutar a la vez.</translation>
    </message>
    <message>
        <source>Every change of a row is kept. Nothing in it can be altered.</source>
        <translation>Se guarda cada cambio de una fila. Lo guardado no se puede alterar.</translation>
    </message>
    <message>
        <source>Tells other programs at once when a row changes.</source>
        <translation>Avisa a otros programas en el momento en que cambia una fila.</translation>
    </message>
    <message>
        <source>Not read</source>
        <translation>Sin leer</translation>
    </message>
    <message>
        <source>Will be added</source>
        <translation>Se añadirá</translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation>Nadie</translation>
    </message>
    <message>
        <source>Everybody else</source>
        <translation>Todos los demás</translation>
    </message>
    <message>
        <source>Guards</source>
        <translation>Salvaguardas</translation>
    </message>
    <message>
        <source>Rights</source>
        <translation>Derechos</translation>
    </message>
    <message>
        <source>SQL</source>
        <translation>SQL</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>Copiado.</translation>
    </message>
    <message>
        <source>The database has no such role: %1. Check the spelling.</source>
        <extracomment>%1 lists roles that were typed</extracomment>
        <translation>La base de datos no tiene ese rol: %1. Revise cómo está escrito.</translation>
    </message>
    <message>
        <source>Database %1, seen as %2</source>
        <extracomment>%1 is a database&apos;s name, %2 the role by which the database knows us</extracomment>
        <translation>Base de datos %1, vista como %2</translation>
    </message>
    <message>
        <source>No role that may call the save function now would lose that right.</source>
        <translation>Ningún rol que pueda llamar ahora a la función de guardado perdería ese derecho.</translation>
    </message>
    <message>
        <source>These roles may call the save function now and no longer could:</source>
        <translation>Estos roles pueden llamar ahora a la función de guardado y ya no podrían:</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <extracomment>%1 are names of organizations, %n how many more there are</extracomment>
        <translation>
            <numerusform>%1 y %Ln más</numerusform>
            <numerusform>%1 y %Ln más</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n organization(s) have several active rows:</source>
        <translation>
            <numerusform>%Ln organización tiene varias filas activas:</numerusform>
            <numerusform>%Ln organizaciones tienen varias filas activas:</numerusform>
        </translation>
    </message>
    <message>
        <source>%1. Clean up first, then add this guard.</source>
        <extracomment>%1 are names of organizations</extracomment>
        <translation>%1. Limpie primero y añada después esta salvaguarda.</translation>
    </message>
    <message>
        <source>The guards are being added. An index waits for every transaction that is open.</source>
        <translation>Se están añadiendo las salvaguardas. Un índice espera a todas las transacciones abiertas.</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Leyendo…</translation>
    </message>
    <message>
        <source>This workspace is read only. Hand the script under SQL to whoever may change the database.</source>
        <translation>Este espacio de trabajo es de solo lectura. Entregue el guion de SQL a quien pueda cambiar la base de datos.</translation>
    </message>
    <message>
        <source>The database was not read.</source>
        <translation>La base de datos no se leyó.</translation>
    </message>
    <message>
        <source>Remove the role that does not exist first.</source>
        <translation>Quite antes el rol que no existe.</translation>
    </message>
    <message>
        <source>All guards are in place.</source>
        <translation>Todas las salvaguardas están puestas.</translation>
    </message>
    <message>
        <source>Nothing can be added now. Each guard says what holds it back.</source>
        <translation>Ahora no se puede añadir nada. Cada salvaguarda dice qué la impide.</translation>
    </message>
    <message numerus="yes">
        <source>Add %n guard(s)</source>
        <translation>
            <numerusform>Añadir %Ln salvaguarda</numerusform>
            <numerusform>Añadir %Ln salvaguardas</numerusform>
        </translation>
    </message>
    <message>
        <source>Database guards</source>
        <translation>Salvaguardas</translation>
    </message>
    <message>
        <source>Rules inside the database that stop duplicates before they happen.</source>
        <translation>Reglas dentro de la base de datos que impiden los duplicados antes de que ocurran.</translation>
    </message>
    <message>
        <source>This is what came of it.</source>
        <translation>Esto es lo que pasó.</translation>
    </message>
    <message>
        <source>%1…</source>
        <extracomment>A button that shows a plan first: %1 is &quot;Add 2 guards&quot;</extracomment>
        <translation>%1…</translation>
    </message>
    <message>
        <source>Add guards…</source>
        <translation>Añadir salvaguardas…</translation>
    </message>
    <message>
        <source>It is not as it was shown any more. Look at what would be done now, then press the button again.</source>
        <translation>Ya no está como se mostró. Mire qué se haría ahora, y pulse el botón de nuevo.</translation>
    </message>
    <message>
        <source>Save the script</source>
        <translation>Guardar el guion</translation>
    </message>
    <message>
        <source>SQL scripts (*.sql)</source>
        <translation>Guiones SQL (*.sql)</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <extracomment>%1 is a file</extracomment>
        <translation>Guardado como %1</translation>
    </message>
    <message>
        <source>Add the database guards</source>
        <translation>Añadir las salvaguardas de la base de datos</translation>
    </message>
    <message>
        <source>Not all guards were added.</source>
        <translation>No se añadieron todas las salvaguardas.</translation>
    </message>
    <message>
        <source>Nothing was added: it is not as it was shown any more.</source>
        <translation>No se añadió nada: ya no está como se mostró.</translation>
    </message>
    <message>
        <source>The guards are added and read back.</source>
        <translation>Las salvaguardas se añadieron y se comprobaron.</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>&amp;Parar</translation>
    </message>
</context>
<context>
    <name>steward::GuardsPort</name>
    <message>
        <source>At most one enabled integration per organization</source>
        <translation>Como máximo una fila activa por organización</translation>
    </message>
    <message>
        <source>Quick search for an instance&apos;s name</source>
        <translation>Búsqueda rápida por el nombre de una instancia</translation>
    </message>
    <message>
        <source>A save function that cannot be raced or misused</source>
        <translation>Una función de guardado que no se puede atropellar ni usar mal</translation>
    </message>
    <message>
        <source>A history of changes that is only added to</source>
        <translation>Un historial de cambios al que solo se añade</translation>
    </message>
    <message>
        <source>Notice of every change (optional)</source>
        <translation>Aviso de cada cambio (opcional)</translation>
    </message>
</context>
<context>
    <name>steward::HelpActions</name>
    <message>
        <source>Keys</source>
        <translation>Atajos</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Tecla</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Acción</translation>
    </message>
    <message>
        <source>The support bundle is on the clipboard. It holds no password, key or token.</source>
        <translation>El paquete de soporte está en el portapapeles. No contiene contraseña, clave ni token.</translation>
    </message>
    <message>
        <source>About Steward</source>
        <translation>Acerca de Steward</translation>
    </message>
    <message>
        <source>Steward %1</source>
        <extracomment>%1 is the version</extracomment>
        <translation>Steward %1</translation>
    </message>
    <message>
        <source>Shows what the WhatsApp server, the database and the cache each say of every clinic, and where they disagree.</source>
        <translation>Muestra qué dicen de cada clínica el servidor de WhatsApp, la base de datos y la caché, y dónde no coinciden.</translation>
    </message>
</context>
<context>
    <name>steward::HelpWindow</name>
    <message>
        <source>Nothing in the manual has these words.</source>
        <translation>Nada en el manual tiene estas palabras.</translation>
    </message>
</context>
<context>
    <name>steward::HistoryView</name>
    <message>
        <source>Nothing is known of its past.</source>
        <translation>No se sabe nada de su pasado.</translation>
    </message>
    <message>
        <source>d MMMM</source>
        <extracomment>A date of this year, as Qt writes them: day and month</extracomment>
        <translation>d &apos;de&apos; MMMM</translation>
    </message>
    <message>
        <source>d MMMM yyyy</source>
        <extracomment>A date, as Qt writes them: day, month and year</extracomment>
        <translation>d &apos;de&apos; MMMM &apos;de&apos; yyyy</translation>
    </message>
</context>
<context>
    <name>steward::InspectorPanel</name>
    <message>
        <source>Created on the server</source>
        <translation>Creada en el servidor</translation>
    </message>
    <message>
        <source>Status now: %1</source>
        <extracomment>%1 is a status such as &quot;pending&quot;</extracomment>
        <translation>Estado ahora: %1</translation>
    </message>
    <message>
        <source>Row created</source>
        <translation>Fila creada</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Conectado</translation>
    </message>
    <message>
        <source>Last seen by the workers</source>
        <translation>Vista por última vez por los programas de mensajería</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Resumen</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Comparar</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Historial</translation>
    </message>
    <message>
        <source>Raw</source>
        <translation>En bruto</translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%Ln seleccionada</numerusform>
            <numerusform>%Ln seleccionadas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n organization(s). The list stands still while you choose.</source>
        <translation>
            <numerusform>%Ln organización. La lista no se mueve mientras elige.</numerusform>
            <numerusform>%Ln organizaciones. La lista no se mueve mientras elige.</numerusform>
        </translation>
    </message>
    <message>
        <source>Remove protection…</source>
        <translation>Quitar protección…</translation>
    </message>
    <message>
        <source>Pro&amp;tect</source>
        <translation>Pro&amp;teger</translation>
    </message>
    <message>
        <source>Repair…</source>
        <translation>Reparar…</translation>
    </message>
    <message>
        <source>Clean up…</source>
        <translation>Limpiar…</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Mostrar todas</translation>
    </message>
    <message>
        <source>Show all with this phone</source>
        <translation>Mostrar todas con este teléfono</translation>
    </message>
    <message>
        <source>Copy for the administrator</source>
        <translation>Copiar para el administrador</translation>
    </message>
    <message>
        <source>Pair again…</source>
        <translation>Vincular de nuevo…</translation>
    </message>
    <message>
        <source>Reset pairing…</source>
        <translation>Rehacer vinculación…</translation>
    </message>
    <message>
        <source>Enable…</source>
        <translation>Activar…</translation>
    </message>
    <message>
        <source>Unlink phone…</source>
        <translation>Desvincular teléfono…</translation>
    </message>
    <message>
        <source>Assign organization…</source>
        <translation>Asignar organización…</translation>
    </message>
    <message>
        <source>Choose its instance…</source>
        <translation>Elegir su instancia…</translation>
    </message>
    <message>
        <source>Use this phone…</source>
        <translation>Usar este teléfono…</translation>
    </message>
    <message>
        <source>Drop entry…</source>
        <translation>Descartar entrada…</translation>
    </message>
    <message>
        <source>Fill cache…</source>
        <translation>Llenar caché…</translation>
    </message>
    <message>
        <source>Clear…</source>
        <translation>Vaciar…</translation>
    </message>
    <message>
        <source>Instance: %1</source>
        <extracomment>%1 is an instance&apos;s name on the server</extracomment>
        <translation>Instancia: %1</translation>
    </message>
    <message>
        <source>present</source>
        <translation>presente</translation>
    </message>
    <message>
        <source>absent</source>
        <translation>ausente</translation>
    </message>
    <message>
        <source>not read</source>
        <translation>sin leer</translation>
    </message>
    <message>
        <source>WhatsApp phone</source>
        <translation>Teléfono con WhatsApp</translation>
    </message>
    <message>
        <source>WhatsApp Business API</source>
        <translation>API de WhatsApp Business</translation>
    </message>
    <message>
        <source>Evolution channel</source>
        <translation>Canal de Evolution</translation>
    </message>
    <message>
        <source>other kind</source>
        <translation>otro tipo</translation>
    </message>
    <message>
        <source>not JSON</source>
        <translation>no es JSON</translation>
    </message>
    <message>
        <source>not a JSON object</source>
        <translation>no es un objeto JSON</translation>
    </message>
    <message>
        <source>a key of type %1</source>
        <extracomment>%1 is a type of Redis values, such as &quot;list&quot;</extracomment>
        <translation>una clave del tipo %1</translation>
    </message>
    <message>
        <source>Presence</source>
        <translation>Presencia</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>In memory</source>
        <translation>En memoria</translation>
    </message>
    <message>
        <source>not asked</source>
        <translation>no preguntado</translation>
    </message>
    <message>
        <source>Enabled</source>
        <translation>Activada</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>sí</translation>
    </message>
    <message>
        <source>no</source>
        <translation>no</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Filas</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>Tiempo restante</translation>
    </message>
    <message>
        <source>never expires</source>
        <translation>nunca caduca</translation>
    </message>
    <message>
        <source>%1 (in the name)</source>
        <extracomment>%1 is the organization whose id stands in the instance&apos;s name</extracomment>
        <translation>%1 (en el nombre)</translation>
    </message>
    <message>
        <source>Organization</source>
        <translation>Organización</translation>
    </message>
    <message>
        <source>Clinic</source>
        <translation>Clínica</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Teléfono</translation>
    </message>
    <message>
        <source>Display name</source>
        <translation>Nombre visible</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Mensajes</translation>
    </message>
    <message>
        <source>Contacts</source>
        <translation>Contactos</translation>
    </message>
    <message>
        <source>none is set</source>
        <translation>ninguno puesto</translation>
    </message>
    <message>
        <source>switched off</source>
        <translation>desactivada</translation>
    </message>
    <message>
        <source>Webhook</source>
        <translation>Webhook</translation>
    </message>
    <message>
        <source>Webhook token</source>
        <translation>Token del webhook</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Creada</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Cambiada</translation>
    </message>
    <message>
        <source>Paired</source>
        <translation>Vinculada</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>Vista por última vez</translation>
    </message>
    <message>
        <source>Older name</source>
        <translation>Nombre anterior</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Tipo</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>Between %1 and %2, when nothing was read</source>
        <extracomment>Something happened while nothing was read: %1 and %2 are times of two readings</extracomment>
        <translation>Entre %1 y %2, cuando no se leyó nada</translation>
    </message>
    <message>
        <source>In no store any more</source>
        <translation>Ya en ningún almacén</translation>
    </message>
    <message>
        <source>Solved: %1</source>
        <extracomment>%1 are problems such as &quot;Duplicate, Cache differs&quot;</extracomment>
        <translation>Resuelto: %1</translation>
    </message>
    <message>
        <source>%1 d %2 h</source>
        <extracomment>Lengths of time: days and hours, hours and minutes, minutes</extracomment>
        <translation>%1 d %2 h</translation>
    </message>
    <message>
        <source>%1 d</source>
        <translation>%1 d</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 h</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>The first reading that is kept of it</source>
        <translation>La primera lectura que se guarda de ella</translation>
    </message>
    <message>
        <source>Another phone</source>
        <translation>Otro teléfono</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <extracomment>%1 is a state such as &quot;Connected&quot;, %2 how long</extracomment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>not known %1</source>
        <extracomment>%1 is how long nothing was read</extracomment>
        <translation>no se sabe %1</translation>
    </message>
    <message>
        <source>Last 7 days: %1</source>
        <extracomment>%1 lists states and how long each lasted</extracomment>
        <translation>Últimos 7 días: %1</translation>
    </message>
    <message>
        <source>No instance chosen</source>
        <translation>Ninguna instancia elegida</translation>
    </message>
    <message>
        <source>Select one to see what each store says about it.</source>
        <translation>Seleccione una para ver qué dice de ella cada almacén.</translation>
    </message>
    <message>
        <source>[↑] [↓] to move, [Space] to check</source>
        <extracomment>Keys stand in brackets and are drawn as such</extracomment>
        <translation>[↑] [↓] para mover, [Espacio] para marcar</translation>
    </message>
    <message>
        <source>Read again here.</source>
        <translation>Leer de nuevo aquí.</translation>
    </message>
    <message>
        <source>Only one of them can work for the organization.</source>
        <translation>Solo una de ellas puede funcionar para la organización.</translation>
    </message>
    <message>
        <source>It is left to chance which of its rows counts for the organization.</source>
        <translation>Queda al azar cuál de sus filas cuenta para la organización.</translation>
    </message>
    <message>
        <source>Messages of one organization may reach another.</source>
        <translation>Los mensajes de una organización pueden llegar a otra.</translation>
    </message>
    <message>
        <source>The organization neither sends nor receives until the server runs it again.</source>
        <translation>La organización no envía ni recibe hasta que el servidor la ejecute de nuevo.</translation>
    </message>
    <message>
        <source>It may go on sending and receiving although nobody sees it.</source>
        <translation>Puede seguir enviando y recibiendo aunque nadie la vea.</translation>
    </message>
    <message>
        <source>Its messages reach no organization until it has a row.</source>
        <translation>Sus mensajes no llegan a ninguna organización hasta que tenga una fila.</translation>
    </message>
    <message>
        <source>The organization has no WhatsApp until its instance is there.</source>
        <translation>La organización no tiene WhatsApp hasta que exista su instancia.</translation>
    </message>
    <message>
        <source>The organization loses nothing. The entry is in the way of a new instance of that name.</source>
        <translation>La organización no pierde nada. La entrada estorba a una instancia nueva con ese nombre.</translation>
    </message>
    <message>
        <source>Messages may go to the wrong organization, clinic or phone.</source>
        <translation>Los mensajes pueden ir a la organización, la clínica o el teléfono equivocados.</translation>
    </message>
    <message>
        <source>The organization&apos;s messages may wait until the entry is written again.</source>
        <translation>Los mensajes de la organización pueden esperar hasta que se escriba de nuevo la entrada.</translation>
    </message>
    <message>
        <source>What changes for the organization is not noticed, since the entry is never renewed.</source>
        <translation>Lo que cambia para la organización no se nota, porque la entrada nunca se renueva.</translation>
    </message>
    <message>
        <source>Other programs take the organization for connected when it is not, or the other way.</source>
        <translation>Otros programas dan la organización por conectada cuando no lo está, o al revés.</translation>
    </message>
    <message>
        <source>The organization may work although it is shown as disconnected.</source>
        <translation>La organización puede funcionar aunque se muestre desconectada.</translation>
    </message>
    <message>
        <source>The organization writes from another number than its patients know.</source>
        <translation>La organización escribe desde un número distinto del que conocen sus pacientes.</translation>
    </message>
    <message>
        <source>It is not certain to which organization its messages belong.</source>
        <translation>No se sabe con certeza a qué organización pertenecen sus mensajes.</translation>
    </message>
    <message>
        <source>The organization neither sends nor receives until its phone is paired again.</source>
        <translation>La organización no envía ni recibe hasta que se vincule de nuevo su teléfono.</translation>
    </message>
    <message>
        <source>The organization is not connected, and no new code comes until the pairing is reset.</source>
        <translation>La organización no está conectada, y no llegará ningún código nuevo hasta que se rehaga la vinculación.</translation>
    </message>
    <message>
        <source>Its phone is linked, but nothing that arrives is used for the organization.</source>
        <translation>Su teléfono está vinculado, pero nada de lo que llega se usa para la organización.</translation>
    </message>
    <message>
        <source>The organization&apos;s row leads to no instance.</source>
        <translation>La fila de la organización no lleva a ninguna instancia.</translation>
    </message>
    <message>
        <source>Nothing can be done with it from here, for whichever organization it was made.</source>
        <translation>Desde aquí no se puede hacer nada con ella, sea cual sea la organización para la que se creó.</translation>
    </message>
    <message>
        <source>Messages to the organization arrive at the wrong address, or nowhere.</source>
        <translation>Los mensajes para la organización llegan a la dirección equivocada, o a ninguna.</translation>
    </message>
    <message>
        <source>The organization loses nothing. Its next message takes a moment longer.</source>
        <translation>La organización no pierde nada. Su próximo mensaje tarda un momento más.</translation>
    </message>
    <message>
        <source>What waits there would be delivered late if the name were used again.</source>
        <translation>Lo que espera allí se entregaría tarde si el nombre se usara de nuevo.</translation>
    </message>
    <message>
        <source>Ask the server&apos;s administrator to restart the Evolution server while no phone is being paired.</source>
        <translation>Pida al administrador del servidor que reinicie el servidor Evolution cuando no se esté vinculando ningún teléfono.</translation>
    </message>
    <message>
        <source>Wait a minute until it has started.</source>
        <translation>Espere un minuto a que se inicie.</translation>
    </message>
    <message>
        <source>Ask the server&apos;s administrator why the server runs it but does not list it: it may have been made under another client name.</source>
        <translation>Pregunte al administrador del servidor por qué el servidor la ejecuta pero no la lista: puede haberse creado con otro client name.</translation>
    </message>
    <message>
        <source>The administrator lists it under this one, or removes it.</source>
        <translation>El administrador la lista con este nombre, o la quita.</translation>
    </message>
    <message>
        <source>Ask the server&apos;s administrator to restart this instance, or the Evolution server.</source>
        <translation>Pida al administrador del servidor que reinicie esta instancia, o el servidor Evolution.</translation>
    </message>
    <message>
        <source>Ask the server&apos;s administrator to remove it from the server&apos;s own database, and to restart the server.</source>
        <translation>Pida al administrador del servidor que la quite de la base de datos del propio servidor, y que reinicie el servidor.</translation>
    </message>
    <message>
        <source>Ask whose phone it is, and which organization keeps the number.</source>
        <translation>Pregunte de quién es el teléfono, y qué organización conserva el número.</translation>
    </message>
    <message>
        <source>Show all with this phone, select the other one, and disable or delete it.</source>
        <translation>Muestre todas con este teléfono, seleccione la otra, y desactívela o elimínela.</translation>
    </message>
    <message>
        <source>Create it…</source>
        <translation>Crear…</translation>
    </message>
</context>
<context>
    <name>steward::InstanceState</name>
    <message>
        <source>Ghost</source>
        <translation>Fantasma</translation>
    </message>
    <message>
        <source>Pairing</source>
        <translation>Vinculando</translation>
    </message>
    <message>
        <source>Disconnected</source>
        <translation>Desconectado</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Conectado</translation>
    </message>
    <message>
        <source>Not on server</source>
        <translation>Ausente</translation>
    </message>
    <message>
        <source>Not read</source>
        <translation>Sin leer</translation>
    </message>
    <message>
        <source>Unknown state</source>
        <translation>Estado desconocido</translation>
    </message>
    <message>
        <source>The server lists it but does not run it.</source>
        <translation>El servidor la lista pero no la ejecuta.</translation>
    </message>
    <message>
        <source>Waiting for a phone to scan the code.</source>
        <translation>Esperando a que un teléfono escanee el código.</translation>
    </message>
    <message>
        <source>No phone is linked.</source>
        <translation>No hay ningún teléfono vinculado.</translation>
    </message>
    <message>
        <source>A phone is linked.</source>
        <translation>Hay un teléfono vinculado.</translation>
    </message>
    <message>
        <source>Neither the server&apos;s list nor its memory knows it.</source>
        <translation>No la conocen ni la lista ni la memoria del servidor.</translation>
    </message>
    <message>
        <source>The server was not read, or did not say whether it has it.</source>
        <translation>El servidor no se leyó, o no dijo si la tiene.</translation>
    </message>
    <message>
        <source>The server says a word that Steward does not know.</source>
        <translation>El servidor dice una palabra que Steward no conoce.</translation>
    </message>
</context>
<context>
    <name>steward::InstanceTable</name>
    <message>
        <source>unreadable</source>
        <translation>ilegible</translation>
    </message>
    <message>
        <source>never expires</source>
        <translation>nunca caduca</translation>
    </message>
    <message>
        <source>%1 left</source>
        <extracomment>%1 is a time such as &quot;56 min&quot;</extracomment>
        <translation>quedan %1</translation>
    </message>
    <message>
        <source>switched off</source>
        <translation>desactivada</translation>
    </message>
    <message>
        <source>present</source>
        <translation>presente</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Servidor</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Base</translation>
    </message>
    <message>
        <source>Cache</source>
        <translation>Caché</translation>
    </message>
    <message>
        <source>not read</source>
        <translation>sin leer</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nada</translation>
    </message>
    <message>
        <source>%1 differs: %2</source>
        <extracomment>%1 is a store, %2 what it says of an instance: &quot;Database differs: pending&quot;</extracomment>
        <translation>%1 difiere: %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>%1 is an organization, %2 the last digits of its instance&apos;s name, or the whole name; read aloud</extracomment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1, protected</source>
        <extracomment>%1 is an organization and its instance; read aloud</extracomment>
        <translation>%1, protegida</translation>
    </message>
    <message>
        <source>Protected: no plan deletes, disables or cleans it.</source>
        <translation>Protegida: ningún plan la elimina, desactiva ni limpia.</translation>
    </message>
    <message>
        <source>No store says since when.</source>
        <translation>Ningún almacén dice desde cuándo.</translation>
    </message>
    <message>
        <source>open</source>
        <translation>abierta</translation>
    </message>
    <message>
        <source>connecting</source>
        <translation>conectando</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>cerrada</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>desconocida</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>falta</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>sin respuesta</translation>
    </message>
    <message numerus="yes">
        <source>%n s</source>
        <translation>
            <numerusform>%Ln s</numerusform>
            <numerusform>%Ln s</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min</source>
        <translation>
            <numerusform>%Ln min</numerusform>
            <numerusform>%Ln min</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n h</source>
        <translation>
            <numerusform>%Ln h</numerusform>
            <numerusform>%Ln h</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%Ln día</numerusform>
            <numerusform>%Ln días</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n d</source>
        <translation>
            <numerusform>%Ln d</numerusform>
            <numerusform>%Ln d</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mo</source>
        <translation>
            <numerusform>%Ln mes</numerusform>
            <numerusform>%Ln meses</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n y</source>
        <translation>
            <numerusform>%Ln año</numerusform>
            <numerusform>%Ln años</numerusform>
        </translation>
    </message>
    <message>
        <source>No organization</source>
        <translation>Sin organización</translation>
    </message>
    <message>
        <source>Left alone</source>
        <translation>No tocar</translation>
    </message>
    <message>
        <source>%1 +%2</source>
        <extracomment>%1 is the worst problem&apos;s title, %2 the number of further ones
----------
%1 is a status such as &quot;active&quot;, %2 the number of further database rows</extracomment>
        <translation>%1 +%2</translation>
    </message>
    <message>
        <source>%1 (switched off)</source>
        <extracomment>%1 is a status such as &quot;active&quot;</extracomment>
        <translation>%1 (desactivada)</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>sin límite</translation>
    </message>
    <message>
        <source>Organization</source>
        <translation>Organización</translation>
    </message>
    <message>
        <source>Whose it is, and the last six digits of its name on the server.</source>
        <translation>De quién es, y las últimas seis cifras de su nombre en el servidor.</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>What the server runs now, where it was asked; else what it lists.</source>
        <translation>Lo que el servidor ejecuta ahora, si se le preguntó; si no, lo que lista.</translation>
    </message>
    <message>
        <source>Stores</source>
        <translation>Almacenes</translation>
    </message>
    <message>
        <source>Server, database and cache: what each says of it.</source>
        <translation>Servidor, base de datos y caché: qué dice de ella cada uno.</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Teléfono</translation>
    </message>
    <message>
        <source>The connected number, else the one in its row or cache entry.</source>
        <translation>El número conectado, si no el de su fila o entrada de la caché.</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Desde</translation>
    </message>
    <message>
        <source>How long it has been in its state.</source>
        <translation>Cuánto tiempo lleva en su estado.</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problema</translation>
    </message>
    <message>
        <source>What is wrong, the worst first, and how much more there is.</source>
        <translation>Lo que falla, lo peor primero, y cuánto más hay.</translation>
    </message>
    <message>
        <source>Name on the server</source>
        <translation>Nombre en el servidor</translation>
    </message>
    <message>
        <source>The instance&apos;s whole name.</source>
        <translation>El nombre entero de la instancia.</translation>
    </message>
    <message>
        <source>Clinic</source>
        <translation>Clínica</translation>
    </message>
    <message>
        <source>The place of the organization that its row names.</source>
        <translation>El lugar de la organización que nombra su fila.</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Veredicto</translation>
    </message>
    <message>
        <source>What it comes to. Works: connected, nothing wrong, and its messages arrive.</source>
        <translation>En qué queda. Funciona: conectada, nada falla, y sus mensajes llegan.</translation>
    </message>
    <message>
        <source>Listed as</source>
        <translation>Listada como</translation>
    </message>
    <message>
        <source>The state that the server&apos;s list tells.</source>
        <translation>El estado que dice la lista del servidor.</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>En ejecución</translation>
    </message>
    <message>
        <source>The state that the server keeps in memory, where it was asked.</source>
        <translation>El estado que el servidor guarda en memoria, si se le preguntó.</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>Fila</translation>
    </message>
    <message>
        <source>The status of its row in the database.</source>
        <translation>El estado de su fila en la base de datos.</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>Tiempo restante</translation>
    </message>
    <message>
        <source>How long its cache entry still lives.</source>
        <translation>Cuánto vive aún su entrada de la caché.</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Edad</translation>
    </message>
    <message>
        <source>How long ago it was created.</source>
        <translation>Hace cuánto se creó.</translation>
    </message>
</context>
<context>
    <name>steward::InstancesPage</name>
    <message>
        <source>&amp;Pair…</source>
        <translation>&amp;Vincular…</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <extracomment>How many rows are shown: %1 of %2</extracomment>
        <translation>%1 de %2</translation>
    </message>
    <message>
        <source>&amp;Save what is shown…</source>
        <translation>&amp;Guardar lo que se muestra…</translation>
    </message>
    <message>
        <source>&amp;As at first</source>
        <translation>&amp;Como al principio</translation>
    </message>
    <message>
        <source>Copy %1</source>
        <extracomment>An action: %1 is a column, such as &quot;phone&quot;</extracomment>
        <translation>Copiar %1</translation>
    </message>
    <message>
        <source>Copy row</source>
        <translation>Copiar fila</translation>
    </message>
    <message numerus="yes">
        <source>Copy %n row(s)</source>
        <translation>
            <numerusform>Copiar %Ln fila</numerusform>
            <numerusform>Copiar %Ln filas</numerusform>
        </translation>
    </message>
    <message>
        <source>checking %1 of %2</source>
        <extracomment>%1 of %2 instances were asked whether they work</extracomment>
        <translation>verificando %1 de %2</translation>
    </message>
    <message numerus="yes">
        <source>%n not checked</source>
        <translation>
            <numerusform>%Ln sin verificar</numerusform>
            <numerusform>%Ln sin verificar</numerusform>
        </translation>
    </message>
    <message>
        <source>checked within %1</source>
        <extracomment>%1 is a time such as &quot;3 min&quot;: how old the oldest answer is</extracomment>
        <translation>verificado hace como mucho %1</translation>
    </message>
    <message numerus="yes">
        <source>%n shown</source>
        <translation>
            <numerusform>%Ln se muestra</numerusform>
            <numerusform>%Ln se muestran</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%Ln seleccionada</numerusform>
            <numerusform>%Ln seleccionadas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hidden and left alone</source>
        <extracomment>%n is how many of the selected rows the filter hides; it follows &quot;5 selected&quot;</extracomment>
        <translation>
            <numerusform>%Ln oculta, que queda como está</numerusform>
            <numerusform>%Ln ocultas, que quedan como están</numerusform>
        </translation>
    </message>
    <message>
        <source>server</source>
        <translation>servidor</translation>
    </message>
    <message>
        <source>database</source>
        <translation>base de datos</translation>
    </message>
    <message>
        <source>cache</source>
        <translation>caché</translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <extracomment>Stores: %1 is &quot;server&quot; or &quot;server, database&quot;, %2 is &quot;cache&quot;</extracomment>
        <translation>%1 y %2</translation>
    </message>
    <message numerus="yes">
        <source>%n shown, %1 unknown</source>
        <extracomment>%1 is &quot;server&quot;, &quot;server and cache&quot;: what was not read</extracomment>
        <translation>
            <numerusform>%Ln se muestra, sin leer: %1</numerusform>
            <numerusform>%Ln se muestran, sin leer: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::Journal</name>
    <message>
        <source>The journal in %1 is damaged: record %2 was changed or is missing, and what comes after it cannot be trusted. Check with an audit that the stores agree, then move this folder elsewhere and keep it: a new journal starts by itself.</source>
        <extracomment>%1 is a folder&apos;s path, %2 the number of a record</extracomment>
        <translation>El diario de %1 está dañado: el registro %2 se cambió o falta, y lo que viene después no es fiable. Verifique con una lectura que los almacenes coinciden, y mueva esta carpeta a otro lugar y guárdela: un diario nuevo empieza solo.</translation>
    </message>
    <message>
        <source>The journal in %1 is damaged, so it does not say for certain what Steward did last. Check with an audit that the stores agree, then move this folder elsewhere and keep it: a new journal starts by itself.</source>
        <extracomment>%1 is a folder&apos;s path</extracomment>
        <translation>El diario de %1 está dañado, así que no dice con certeza qué hizo Steward por último. Verifique con una lectura que los almacenes coinciden, y mueva esta carpeta a otro lugar y guárdela: un diario nuevo empieza solo.</translation>
    </message>
    <message>
        <source>The journal in %1 could not be read. Check whether you may read it, then try again.</source>
        <extracomment>%1 is the path of a file or folder</extracomment>
        <translation>El diario de %1 no se pudo leer. Verifique si usted puede leerlo, e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>The journal in %1 could not be written. Check whether the disk is full and whether you may write there, then try again.</source>
        <extracomment>%1 is the path of a file or folder</extracomment>
        <translation>El diario de %1 no se pudo escribir. Verifique si el disco está lleno y si usted puede escribir allí, e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>The folder %1 is on a network drive, where a journal is not safe. Choose a folder on this computer with --data-dir.</source>
        <extracomment>%1 is a folder&apos;s path</extracomment>
        <translation>La carpeta %1 está en una unidad de red, donde un diario no está seguro. Elija una carpeta en esta computadora con --data-dir.</translation>
    </message>
    <message>
        <source>The folder %1 is copied between computers, where a journal is not safe. Choose a folder that stays on this computer with --data-dir.</source>
        <extracomment>%1 is a folder&apos;s path</extracomment>
        <translation>La carpeta %1 se copia entre computadoras, donde un diario no está seguro. Elija una carpeta que se quede en esta computadora con --data-dir.</translation>
    </message>
</context>
<context>
    <name>steward::JournalCommand</name>
    <message>
        <source>under way</source>
        <translation>en curso</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>interrumpida</translation>
    </message>
    <message>
        <source>done</source>
        <translation>hecha</translation>
    </message>
    <message>
        <source>done in part</source>
        <translation>hecha en parte</translation>
    </message>
    <message>
        <source>refused, nothing was changed</source>
        <translation>rechazada, no se cambió nada</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>falló</translation>
    </message>
    <message>
        <source>%1, by process %2</source>
        <extracomment>%1 is who began an operation, %2 the number of the process that works on it</extracomment>
        <translation>%1, por el proceso %2</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) whose result is not known</source>
        <extracomment>%n is how many changes were announced and have no known result yet</extracomment>
        <translation>
            <numerusform>%Ln cambio cuyo resultado no se sabe</numerusform>
            <numerusform>%Ln cambios cuyo resultado no se sabe</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n notice(s) that no worker has heard yet. “journal resume” sends them as soon as one listens:</source>
        <extracomment>%n is the number of messages to the backend&apos;s worker processes</extracomment>
        <translation>
            <numerusform>%Ln aviso que ningún programa de mensajería oyó aún. “journal resume” lo envía en cuanto uno escuche:</numerusform>
            <numerusform>%Ln avisos que ningún programa de mensajería oyó aún. “journal resume” los envía en cuanto uno escuche:</numerusform>
        </translation>
    </message>
    <message>
        <source>added</source>
        <translation>añadida</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>quitada</translation>
    </message>
    <message>
        <source>This profile is read only, so nothing can be finished with it. Use a profile that may change the stores.</source>
        <translation>Este perfil es de solo lectura, así que con él no se puede terminar nada. Use un perfil que pueda cambiar los almacenes.</translation>
    </message>
    <message>
        <source>The journal is empty.</source>
        <translation>El diario está vacío.</translation>
    </message>
    <message numerus="yes">
        <source>The journal is complete and unchanged: %n record(s).</source>
        <extracomment>%n is the number of records in the journal</extracomment>
        <translation>
            <numerusform>El diario está completo y sin cambios: %Ln registro.</numerusform>
            <numerusform>El diario está completo y sin cambios: %Ln registros.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n operation(s) of another workspace were interrupted, such as: %1. Run “journal resume” with the profile, or with the addresses and the environment as they were written then.</source>
        <extracomment>%n is how many; %1 is the title of one of them</extracomment>
        <translation>
            <numerusform>Se interrumpió %Ln operación de otro espacio de trabajo: %1. Ejecute “journal resume” con el perfil, o con las direcciones y el entorno tal como se escribieron entonces.</numerusform>
            <numerusform>Se interrumpieron %Ln operaciones de otro espacio de trabajo, como: %1. Ejecute “journal resume” con el perfil, o con las direcciones y el entorno tal como se escribieron entonces.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing of this workspace was interrupted; there is nothing to finish.</source>
        <translation>No se interrumpió nada de este espacio de trabajo; no hay nada que terminar.</translation>
    </message>
</context>
<context>
    <name>steward::JournalDetail</name>
    <message>
        <source>%1 s</source>
        <extracomment>%1 is a number of seconds</extracomment>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>The database&apos;s history tells that it changed these rows. Its steps stand in another journal, on the computer where it was done.</source>
        <translation>El historial de la base de datos cuenta que cambió estas filas. Sus pasos están en otro diario, en la computadora donde se hizo.</translation>
    </message>
    <message>
        <source>Steps %1 to %2 of %3</source>
        <extracomment>%1 and %2 are the numbers of the first and the last step shown, %3 is how many there are</extracomment>
        <translation>Pasos %1 a %2 de %3</translation>
    </message>
    <message>
        <source>No step of it had been begun.</source>
        <translation>No había empezado ningún paso.</translation>
    </message>
</context>
<context>
    <name>steward::JournalModel</name>
    <message>
        <source>Under way</source>
        <translation>En curso</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>Interrumpida</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Hecha</translation>
    </message>
    <message>
        <source>Done in part</source>
        <translation>Hecha en parte</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Rechazada</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Falló</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Hoy</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Ayer</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>What the database&apos;s history tells: %1 is an action such as &quot;Delete&quot;, %2 an organization&apos;s name</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>profile %1</source>
        <extracomment>%1 is the id of a profile</extracomment>
        <translation>perfil %1</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s), in the database&apos;s history</source>
        <translation>
            <numerusform>%Ln fila, en el historial de la base de datos</numerusform>
            <numerusform>%Ln filas, en el historial de la base de datos</numerusform>
        </translation>
    </message>
    <message>
        <source>dddd, d MMMM</source>
        <extracomment>A date of this year, as Qt writes them: weekday, day and month</extracomment>
        <translation>dddd, d &apos;de&apos; MMMM</translation>
    </message>
    <message>
        <source>dddd, d MMMM yyyy</source>
        <extracomment>A date, as Qt writes them: weekday, day, month and year</extracomment>
        <translation>dddd, d &apos;de&apos; MMMM &apos;de&apos; yyyy</translation>
    </message>
</context>
<context>
    <name>steward::JournalPage</name>
    <message>
        <source>Reading the journal…</source>
        <translation>Leyendo el diario…</translation>
    </message>
    <message>
        <source>Any time</source>
        <translation>Cualquier momento</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Hoy</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Ayer</translation>
    </message>
    <message>
        <source>The last 7 days</source>
        <translation>Los últimos 7 días</translation>
    </message>
    <message>
        <source>A range…</source>
        <translation>Un periodo…</translation>
    </message>
    <message>
        <source>Any result</source>
        <translation>Cualquier resultado</translation>
    </message>
    <message>
        <source>Not finished</source>
        <translation>Sin terminar</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Hecha</translation>
    </message>
    <message>
        <source>Done in part</source>
        <translation>Hecha en parte</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Rechazada</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Falló</translation>
    </message>
    <message>
        <source>Everybody&apos;s</source>
        <translation>De todos</translation>
    </message>
    <message>
        <source>This profile</source>
        <translation>Este perfil</translation>
    </message>
    <message>
        <source>Other profiles</source>
        <translation>Otros perfiles</translation>
    </message>
    <message>
        <source>Other computers</source>
        <translation>Otras computadoras</translation>
    </message>
    <message>
        <source>What other computers did could not be read. %1</source>
        <extracomment>%1 is a sentence that says why</extracomment>
        <translation>No se pudo leer lo que hicieron otras computadoras. %1</translation>
    </message>
    <message numerus="yes">
        <source>Complete and unchanged: %n record(s), kept for 400 days on this computer.</source>
        <translation>
            <numerusform>Completo y sin cambios: %Ln registro, guardado 400 días en esta computadora.</numerusform>
            <numerusform>Completo y sin cambios: %Ln registros, guardados 400 días en esta computadora.</numerusform>
        </translation>
    </message>
    <message>
        <source>Any kind</source>
        <translation>Cualquier tipo</translation>
    </message>
    <message>
        <source>Nothing matches the filter.</source>
        <translation>Nada coincide con el filtro.</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>Guardar el informe</translation>
    </message>
    <message>
        <source>CSV files (*.csv);;JSON files (*.json)</source>
        <translation>Archivos CSV (*.csv);;Archivos JSON (*.json)</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Hora</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>Almacén</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Paso</translation>
    </message>
    <message>
        <source>Of</source>
        <translation>De</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Resultado</translation>
    </message>
    <message>
        <source>The journal no longer holds this operation.</source>
        <translation>El diario ya no tiene esta operación.</translation>
    </message>
    <message>
        <source>under way</source>
        <translation>en curso</translation>
    </message>
    <message>
        <source>interrupted, not finished</source>
        <translation>interrumpida, sin terminar</translation>
    </message>
    <message>
        <source>done</source>
        <translation>hecha</translation>
    </message>
    <message>
        <source>done in part</source>
        <translation>hecha en parte</translation>
    </message>
    <message>
        <source>refused, nothing changed</source>
        <translation>rechazada, nada cambió</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>falló</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>Quitar filtro</translation>
    </message>
    <message>
        <source>The journal could not be read whole.</source>
        <translation>El diario no se pudo leer entero.</translation>
    </message>
    <message>
        <source>The journal is empty</source>
        <translation>El diario está vacío</translation>
    </message>
    <message>
        <source>Steward writes down every change before it makes it. There was none yet.</source>
        <translation>Steward anota cada cambio antes de hacerlo. Aún no hubo ninguno.</translation>
    </message>
</context>
<context>
    <name>steward::JournalWords</name>
    <message>
        <source>The plan</source>
        <translation>El plan</translation>
    </message>
    <message>
        <source>Begun; what is needed to restore it is kept here</source>
        <translation>Empezó; lo necesario para restaurarla se guarda aquí</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Terminó</translation>
    </message>
    <message>
        <source>Take log-outs and removals out of the webhook</source>
        <translation>Sacar del webhook cierres de sesión y eliminaciones</translation>
    </message>
    <message>
        <source>Add log-outs and removals to the webhook again</source>
        <translation>Volver a poner en el webhook cierres de sesión y eliminaciones</translation>
    </message>
    <message>
        <source>Log the phone out</source>
        <translation>Desconectar el teléfono</translation>
    </message>
    <message>
        <source>Delete the instance</source>
        <translation>Eliminar la instancia</translation>
    </message>
    <message>
        <source>Reset the pairing</source>
        <translation>Rehacer la vinculación</translation>
    </message>
    <message>
        <source>What is created in its place</source>
        <translation>Lo que se crea en su lugar</translation>
    </message>
    <message>
        <source>All of what stood there is gone</source>
        <translation>Todo lo que había allí se eliminó</translation>
    </message>
    <message>
        <source>Create the instance</source>
        <translation>Crear la instancia</translation>
    </message>
    <message>
        <source>Ask for a code to scan</source>
        <translation>Pedir un código para escanear</translation>
    </message>
    <message>
        <source>Set the webhook</source>
        <translation>Definir el webhook</translation>
    </message>
    <message>
        <source>Claim the row</source>
        <translation>Reservar la fila</translation>
    </message>
    <message>
        <source>Take the claim of the row back</source>
        <translation>Deshacer la reserva de la fila</translation>
    </message>
    <message>
        <source>Write the phone&apos;s number into the row</source>
        <translation>Escribir en la fila el número del teléfono</translation>
    </message>
    <message>
        <source>Make the row name the instance that is kept</source>
        <translation>Hacer que la fila nombre la instancia que se conserva</translation>
    </message>
    <message>
        <source>Add a row</source>
        <translation>Añadir una fila</translation>
    </message>
    <message>
        <source>Write the row&apos;s status and number</source>
        <translation>Escribir el estado y el número de la fila</translation>
    </message>
    <message>
        <source>Enable the row</source>
        <translation>Activar la fila</translation>
    </message>
    <message>
        <source>Disable the row</source>
        <translation>Desactivar la fila</translation>
    </message>
    <message>
        <source>Delete the row</source>
        <translation>Eliminar la fila</translation>
    </message>
    <message>
        <source>Protect the row</source>
        <translation>Proteger la fila</translation>
    </message>
    <message>
        <source>Take the row&apos;s protection away</source>
        <translation>Quitar la protección de la fila</translation>
    </message>
    <message>
        <source>Restore the row</source>
        <translation>Restaurar la fila</translation>
    </message>
    <message>
        <source>Bring the row back as it was</source>
        <translation>Devolver la fila a como estaba</translation>
    </message>
    <message>
        <source>Hold the row</source>
        <translation>Retener la fila</translation>
    </message>
    <message>
        <source>Hold the row for longer</source>
        <translation>Retener la fila más tiempo</translation>
    </message>
    <message>
        <source>Let go of the rows that were held</source>
        <translation>Soltar las filas que se retenían</translation>
    </message>
    <message>
        <source>Write the cache entry</source>
        <translation>Escribir la entrada de la caché</translation>
    </message>
    <message>
        <source>Drop the cache entry</source>
        <translation>Descartar la entrada de la caché</translation>
    </message>
    <message>
        <source>Limit the cache entry&apos;s lifetime</source>
        <translation>Limitar la vida de la entrada de la caché</translation>
    </message>
    <message>
        <source>Clear the queues left behind</source>
        <translation>Vaciar las colas que quedaron</translation>
    </message>
    <message>
        <source>Tell the workers</source>
        <translation>Avisar a los programas de mensajería</translation>
    </message>
    <message>
        <source>Tell the workers what they missed</source>
        <translation>Avisar a los programas de mensajería de lo que se perdieron</translation>
    </message>
    <message>
        <source>Make a guard of the database</source>
        <translation>Hacer una salvaguarda de la base de datos</translation>
    </message>
    <message>
        <source>gone</source>
        <translation>ya no está</translation>
    </message>
    <message>
        <source>absent</source>
        <translation>ausente</translation>
    </message>
    <message>
        <source>written</source>
        <translation>escritura hecha</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>queda</translation>
    </message>
    <message>
        <source>still there</source>
        <translation>sigue ahí</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>falló</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>quedó fuera</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>no se sabe</translation>
    </message>
    <message>
        <source>server %1, row %2, cache %3</source>
        <extracomment>%1 to %3 are &quot;gone&quot;, &quot;kept&quot;, &quot;written&quot;, …</extracomment>
        <translation>servidor %1, fila %2, caché %3</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Servidor</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Base</translation>
    </message>
    <message>
        <source>Cache</source>
        <translation>Caché</translation>
    </message>
    <message>
        <source>not known: no answer was noted</source>
        <translation>no se sabe: no se anotó ninguna respuesta</translation>
    </message>
    <message>
        <source>done</source>
        <translation>hecha</translation>
    </message>
    <message>
        <source>it was so already</source>
        <translation>ya estaba así</translation>
    </message>
    <message>
        <source>not done</source>
        <translation>no hecho</translation>
    </message>
    <message>
        <source>not known: no answer came</source>
        <translation>no se sabe: no llegó ninguna respuesta</translation>
    </message>
    <message>
        <source>New instance</source>
        <translation>Instancia nueva</translation>
    </message>
    <message>
        <source>Pairing</source>
        <translation>Vinculando</translation>
    </message>
    <message>
        <source>Reset of a pairing</source>
        <translation>Vinculación rehecha</translation>
    </message>
    <message>
        <source>Unlinking of a phone</source>
        <translation>Teléfono desvinculado</translation>
    </message>
    <message>
        <source>Telling the workers</source>
        <translation>Aviso a los programas de mensajería</translation>
    </message>
    <message>
        <source>Restoring of rows</source>
        <translation>Restauración de filas</translation>
    </message>
    <message>
        <source>Database guards</source>
        <translation>Salvaguardas</translation>
    </message>
    <message>
        <source>Workers</source>
        <translation>Programas</translation>
    </message>
    <message>
        <source>Restart the instance</source>
        <translation>Reiniciar la instancia</translation>
    </message>
    <message>
        <source>Prove that it is gone</source>
        <translation>Comprobar que ya no existe</translation>
    </message>
    <message>
        <source>Note whose phone is paired</source>
        <translation>Anotar de quién es el teléfono que se vincula</translation>
    </message>
</context>
<context>
    <name>steward::KnownNames</name>
    <message>
        <source>No instance can be created again under the name “%1”: it starts or ends with a space, is too long, or contains invisible characters. Nothing was changed. Create an instance under a new name, or give the row another instance.</source>
        <extracomment>%1 is an instance&apos;s name</extracomment>
        <translation>No se puede crear de nuevo ninguna instancia con el nombre “%1”: empieza o termina con un espacio, es demasiado largo, o contiene caracteres invisibles. No se cambió nada. Cree una instancia con un nombre nuevo, o dé a la fila otra instancia.</translation>
    </message>
    <message>
        <source>Nothing was changed. Create an instance under a new name, or give the row another instance.</source>
        <translation>No se cambió nada. Cree una instancia con un nombre nuevo, o dé a la fila otra instancia.</translation>
    </message>
</context>
<context>
    <name>steward::Language</name>
    <message>
        <source>As the system</source>
        <translation>Como el sistema</translation>
    </message>
    <message>
        <source>Steward does not speak “%1”. It speaks en, pt_BR and es.</source>
        <extracomment>%1 is what was typed</extracomment>
        <translation>Steward no habla “%1”. Habla en, pt_BR y es.</translation>
    </message>
</context>
<context>
    <name>steward::LeaveGuard</name>
    <message>
        <source>The connections have changes that are not saved</source>
        <translation>Las conexiones tienen cambios sin guardar</translation>
    </message>
    <message>
        <source>Save them first, or leave without them.</source>
        <translation>Guárdelos antes, o salga sin ellos.</translation>
    </message>
    <message>
        <source>&amp;Discard the changes</source>
        <translation>&amp;Descartar los cambios</translation>
    </message>
    <message>
        <source>&amp;Stay</source>
        <translation>&amp;Quedarse</translation>
    </message>
    <message numerus="yes">
        <source>%n operations are under way</source>
        <translation>
            <numerusform>%Ln operación está en curso</numerusform>
            <numerusform>%Ln operaciones están en curso</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1” is still under way</source>
        <extracomment>%1 is an operation such as &quot;Delete 3 instances&quot;</extracomment>
        <translation>“%1” sigue en curso</translation>
    </message>
    <message>
        <source>It can continue with this window minimized. The window closes when it has finished.</source>
        <translation>Puede seguir con esta ventana minimizada. La ventana se cierra cuando termine.</translation>
    </message>
    <message>
        <source>It can continue while you do something else. You will be told how it ended.</source>
        <translation>Puede seguir mientras usted hace otra cosa. Se le dirá cómo terminó.</translation>
    </message>
    <message>
        <source>&amp;Continue in the background</source>
        <translation>&amp;Continuar en segundo plano</translation>
    </message>
    <message>
        <source>S&amp;top after this step</source>
        <translation>&amp;Parar después de este paso</translation>
    </message>
    <message>
        <source>It continues in the background</source>
        <translation>Continúa en segundo plano</translation>
    </message>
    <message>
        <source>This window closes when it has finished.</source>
        <translation>Esta ventana se cierra cuando termine.</translation>
    </message>
    <message>
        <source>Stopping after this step</source>
        <translation>Parando después de este paso</translation>
    </message>
    <message>
        <source>Nothing further is started.</source>
        <translation>No se empieza nada más.</translation>
    </message>
    <message>
        <source>&amp;Dismiss</source>
        <translation>&amp;Descartar</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>%1 is what was done, such as &quot;Delete 3 instances&quot;, %2 what came of it</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message numerus="yes">
        <source>%n operations have ended</source>
        <translation>
            <numerusform>%Ln operación terminó</numerusform>
            <numerusform>%Ln operaciones terminaron</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::LibpqFiles</name>
    <message>
        <source>Steward uses the PostgreSQL library %1 and its database driver uses %2, which do not go together. Install Steward anew.</source>
        <extracomment>%1 and %2 are files&apos; paths</extracomment>
        <translation>Steward usa la biblioteca de PostgreSQL %1 y su controlador de base de datos usa %2, que no van juntas. Instale Steward de nuevo.</translation>
    </message>
    <message>
        <source>Another program&apos;s folder comes before Steward&apos;s, or a file of Steward was replaced.</source>
        <translation>La carpeta de otro programa va antes que la de Steward, o se sustituyó un archivo de Steward.</translation>
    </message>
    <message>
        <source>Install Steward anew.</source>
        <translation>Instale Steward de nuevo.</translation>
    </message>
    <message>
        <source>The program uses %1; the database driver is built in.</source>
        <extracomment>%1 is a file&apos;s path</extracomment>
        <translation>El programa usa %1; el controlador de base de datos está incluido.</translation>
    </message>
    <message>
        <source>The program uses %1, its database driver %2.</source>
        <extracomment>%1 and %2 are files&apos; paths, here the same</extracomment>
        <translation>El programa usa %1, su controlador de base de datos %2.</translation>
    </message>
</context>
<context>
    <name>steward::Licences</name>
    <message>
        <source>Inter (font), OFL-1.1</source>
        <translation>Inter (tipo de letra), OFL-1.1</translation>
    </message>
    <message>
        <source>Lucide (icons), ISC</source>
        <translation>Lucide (iconos), ISC</translation>
    </message>
    <message>
        <source>public domain</source>
        <translation>dominio público</translation>
    </message>
</context>
<context>
    <name>steward::LimitedFile</name>
    <message>
        <source>The file %1 could not be read. See whether it is there and whether you may read it.</source>
        <extracomment>%1 is a file&apos;s path</extracomment>
        <translation>El archivo %1 no se pudo leer. Vea si está ahí y si usted puede leerlo.</translation>
    </message>
    <message>
        <source>The file %1 is not what it should be, or far too large for it. Choose another file.</source>
        <extracomment>%1 is a file&apos;s path</extracomment>
        <translation>El archivo %1 no es lo que debería ser, o es demasiado grande para serlo. Elija otro archivo.</translation>
    </message>
    <message>
        <source>Nothing comes out of %1, so it was not waited for any longer. Choose a file, or see what should write into it.</source>
        <extracomment>%1 is a file&apos;s path</extracomment>
        <translation>No sale nada de %1, así que no se esperó más. Elija un archivo, o vea qué debería escribir en él.</translation>
    </message>
</context>
<context>
    <name>steward::ListCommand</name>
    <message>
        <source>STATE</source>
        <translation>ESTADO</translation>
    </message>
    <message>
        <source>ORGANIZATION</source>
        <translation>ORGANIZACIÓN</translation>
    </message>
    <message>
        <source>PHONE</source>
        <translation>TELÉFONO</translation>
    </message>
    <message>
        <source>SINCE</source>
        <translation>DESDE</translation>
    </message>
    <message>
        <source>PROBLEM</source>
        <translation>PROBLEMA</translation>
    </message>
    <message>
        <source>NAME ON THE SERVER</source>
        <translation>NOMBRE EN EL SERVIDOR</translation>
    </message>
    <message numerus="yes">
        <source>%n of %1 rows</source>
        <extracomment>%n is how many rows were found, %1 how many there are</extracomment>
        <translation>
            <numerusform>%Ln de %1 filas</numerusform>
            <numerusform>%Ln de %1 filas</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::LockCover</name>
    <message>
        <source>Steward is locked</source>
        <translation>Steward está bloqueado</translation>
    </message>
    <message>
        <source>Readings, alerts and what is under way go on.</source>
        <translation>Las lecturas, las alertas y lo que está en curso continúan.</translation>
    </message>
    <message>
        <source>API key of the server</source>
        <translation>Clave de API del servidor</translation>
    </message>
    <message>
        <source>&amp;Unlock</source>
        <translation>&amp;Desbloquear</translation>
    </message>
    <message>
        <source>Unlock Steward</source>
        <translation>Desbloquear Steward</translation>
    </message>
    <message>
        <source>Enter the server&apos;s API key. No keychain keeps it.</source>
        <translation>Escriba la clave de API del servidor. Ningún llavero la guarda.</translation>
    </message>
</context>
<context>
    <name>steward::Log</name>
    <message>
        <source>The log %1 cannot be written. See whether the disk is full and whether you may write there.</source>
        <extracomment>%1 is a file&apos;s path</extracomment>
        <translation>El registro %1 no se puede escribir. Vea si el disco está lleno y si usted puede escribir allí.</translation>
    </message>
</context>
<context>
    <name>steward::LogWindow</name>
    <message>
        <source>There are no such lines.</source>
        <translation>No hay líneas así.</translation>
    </message>
</context>
<context>
    <name>steward::MainWindow</name>
    <message>
        <source>Steward</source>
        <translation>Steward</translation>
    </message>
    <message>
        <source>■ %1 – Steward</source>
        <extracomment>The window&apos;s title: %1 is the environment and the profile&apos;s name</extracomment>
        <translation>■ %1 – Steward</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Mostrar</translation>
    </message>
    <message>
        <source>What is under way keeps its words until it has ended.</source>
        <translation>Lo que está en curso conserva sus palabras hasta que termina.</translation>
    </message>
    <message>
        <source>Something is not finished here. Unlock first, then close the window.</source>
        <translation>Aquí hay algo sin terminar. Desbloquee primero y luego cierre la ventana.</translation>
    </message>
</context>
<context>
    <name>steward::ManagedSettings</name>
    <message>
        <source>It has a field that this version of Steward does not know.</source>
        <translation>Tiene un campo que esta versión de Steward no conoce.</translation>
    </message>
    <message>
        <source>The field %1 must be %2.</source>
        <extracomment>%1 is a field&apos;s name such as switches.read_only, %2 completes the sentence, such as &quot;true or false&quot;</extracomment>
        <translation>El campo %1 debe ser %2.</translation>
    </message>
    <message>
        <source>profiles by short names of small letters, digits and dashes</source>
        <translation>perfiles identificados por nombres cortos de letras minúsculas, cifras y guiones</translation>
    </message>
    <message>
        <source>Its profile %1: %2</source>
        <extracomment>%1 is a profile&apos;s short name, %2 a sentence that says what is wrong with it</extracomment>
        <translation>Su perfil %1: %2</translation>
    </message>
    <message>
        <source>profiles by short names of which no two are the same</source>
        <translation>perfiles identificados por nombres cortos, todos distintos</translation>
    </message>
    <message>
        <source>true, or left out</source>
        <translation>true, o quedar fuera</translation>
    </message>
    <message>
        <source>false, or left out</source>
        <translation>false, o quedar fuera</translation>
    </message>
    <message>
        <source>staff, or left out</source>
        <translation>staff, o quedar fuera</translation>
    </message>
    <message>
        <source>en, pt_BR or es</source>
        <translation>en, pt_BR o es</translation>
    </message>
    <message>
        <source>What your administrator has set in %1 could not be used, so Steward changes nothing. %2</source>
        <extracomment>%1 is a file&apos;s path, %2 a sentence that says what is wrong with it</extracomment>
        <translation>Lo que su administrador fijó en %1 no se pudo usar, así que Steward no cambia nada. %2</translation>
    </message>
    <message>
        <source>Others than an administrator may change it: it has to belong to one, in a folder that belongs to one.</source>
        <translation>No solo un administrador puede cambiarlo: tiene que pertenecer a uno, en una carpeta que también pertenezca a uno.</translation>
    </message>
    <message>
        <source>It cannot be read.</source>
        <translation>No se puede leer.</translation>
    </message>
    <message>
        <source>It is not a JSON document.</source>
        <translation>No es un documento JSON.</translation>
    </message>
    <message>
        <source>Your administrator has set which workspaces can be opened on this computer. Choose one of those.</source>
        <translation>Su administrador ha fijado qué espacios de trabajo se pueden abrir en este equipo. Elija uno de ellos.</translation>
    </message>
    <message>
        <source>Your administrator has set that nothing is changed from this computer.</source>
        <translation>Su administrador ha fijado que no se cambie nada desde este equipo.</translation>
    </message>
    <message>
        <source>Set by your administrator</source>
        <translation>Fijado por su administrador</translation>
    </message>
</context>
<context>
    <name>steward::MembersModel</name>
    <message>
        <source>Keep</source>
        <translation>Conservar</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Eliminar</translation>
    </message>
    <message>
        <source>Proposed</source>
        <translation>Propuesta</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Queda como está</translation>
    </message>
    <message>
        <source>nobody scanned its code</source>
        <translation>nadie escaneó su código</translation>
    </message>
    <message>
        <source>no phone</source>
        <translation>sin teléfono</translation>
    </message>
    <message>
        <source>no row</source>
        <translation>sin fila</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>%1 is the name of an instance, %2 what becomes of it, such as &quot;Keep&quot;; read aloud</extracomment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Instance</source>
        <translation>Instancia</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Stores</source>
        <translation>Almacenes</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Teléfono</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Mensajes</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Creada</translation>
    </message>
    <message>
        <source>Organization</source>
        <translation>Organización</translation>
    </message>
    <message>
        <source>Why it goes</source>
        <translation>Por qué se va</translation>
    </message>
</context>
<context>
    <name>steward::NewName</name>
    <message>
        <source>An instance needs a name.</source>
        <translation>Una instancia necesita un nombre.</translation>
    </message>
    <message>
        <source>No address could reach an instance of this name. Choose another name.</source>
        <translation>Ninguna dirección llegaría a una instancia con este nombre. Elija otro nombre.</translation>
    </message>
    <message>
        <source>The name is longer than 100 bytes. Choose a shorter one.</source>
        <translation>El nombre tiene más de 100 bytes. Elija uno más corto.</translation>
    </message>
    <message>
        <source>The name starts or ends with a space, which servers remove. Leave the space out.</source>
        <translation>El nombre empieza o termina con un espacio, que los servidores quitan. Deje fuera el espacio.</translation>
    </message>
    <message>
        <source>The name contains invisible characters. Type it again.</source>
        <translation>El nombre contiene caracteres invisibles. Escríbalo de nuevo.</translation>
    </message>
    <message>
        <source>The name “%1” looks like “%2”, which is taken: they differ only in upper and lower case, in spaces or in how letters are encoded.</source>
        <extracomment>%1 and %2 are instances&apos; names that look the same</extracomment>
        <translation>El nombre “%1” se parece a “%2”, que ya existe: solo difieren en mayúsculas y minúsculas, en espacios o en cómo se codifican las letras.</translation>
    </message>
</context>
<context>
    <name>steward::NumberedSteps</name>
    <message>
        <source>%1. %2</source>
        <extracomment>%1 is a number, %2 what is done then</extracomment>
        <translation>%1. %2</translation>
    </message>
</context>
<context>
    <name>steward::OmniField</name>
    <message>
        <source>Search an organization or phone, or run a command</source>
        <translation>Busque organización, teléfono o comando</translation>
    </message>
</context>
<context>
    <name>steward::Operation</name>
    <message>
        <source>under way</source>
        <translation>en curso</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>en pausa</translation>
    </message>
    <message>
        <source>stopping</source>
        <translation>parando</translation>
    </message>
    <message>
        <source>done</source>
        <translation>hecha</translation>
    </message>
    <message>
        <source>done in part</source>
        <translation>hecha en parte</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>parada</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>rechazada</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>falló</translation>
    </message>
    <message>
        <source>left open</source>
        <translation>sin terminar</translation>
    </message>
    <message>
        <source>Paused: what has begun is brought to its end, and then it waits.</source>
        <translation>En pausa: lo que empezó llega a su fin, y entonces espera.</translation>
    </message>
    <message>
        <source>What has begun is brought to its end; nothing further is begun.</source>
        <translation>Lo que empezó llega a su fin; no se empieza nada más.</translation>
    </message>
    <message>
        <source>It is being done.</source>
        <translation>Se está haciendo.</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <extracomment>%1 is how many steps or instances have ended, %2 how many there are</extracomment>
        <translation>%1 de %2</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>esperando</translation>
    </message>
    <message>
        <source>at work</source>
        <translation>trabajando</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>quedó fuera</translation>
    </message>
    <message>
        <source>taken back</source>
        <translation>deshecho</translation>
    </message>
    <message>
        <source>What was not done is being tried again.</source>
        <translation>Se está intentando de nuevo lo que no se hizo.</translation>
    </message>
    <message>
        <source>It was interrupted before its end. Finishing it looks at the three stores first, and then brings it to its end or takes it back.</source>
        <translation>Se interrumpió antes de su fin. Terminarla mira antes los tres almacenes, y entonces la lleva a su fin o la deshace.</translation>
    </message>
    <message>
        <source>Started %1 by you.</source>
        <extracomment>%1 is a time such as 12:09</extracomment>
        <translation>Empezó a las %1, por usted.</translation>
    </message>
    <message>
        <source>Started %1 by you. You can leave this page; it goes on.</source>
        <translation>Empezó a las %1, por usted. Puede dejar esta página; sigue sola.</translation>
    </message>
    <message>
        <source>It took %1.</source>
        <extracomment>%1 is a time such as &quot;1 min 38 s&quot;</extracomment>
        <translation>Tardó %1.</translation>
    </message>
</context>
<context>
    <name>steward::OperationItems</name>
    <message>
        <source>Still there</source>
        <translation>Sigue ahí</translation>
    </message>
    <message>
        <source>Not all done</source>
        <translation>No todo hecho</translation>
    </message>
    <message>
        <source>Left as it was</source>
        <translation>Quedó como estaba</translation>
    </message>
    <message>
        <source>What came of it</source>
        <translation>Lo que pasó</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Pasos</translation>
    </message>
    <message>
        <source>Done and proven</source>
        <translation>Hecho y comprobado</translation>
    </message>
    <message>
        <source>Not begun</source>
        <translation>No iniciada</translation>
    </message>
    <message>
        <source>All others</source>
        <translation>Todas las demás</translation>
    </message>
</context>
<context>
    <name>steward::OperationPage</name>
    <message>
        <source>Review</source>
        <translation>Revisar</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Ejecutar</translation>
    </message>
    <message>
        <source>It is not done.</source>
        <translation>No se hizo.</translation>
    </message>
    <message>
        <source>To go on, type: %1</source>
        <extracomment>%1 is a name or a number, to be typed so</extracomment>
        <translation>Para continuar, escriba: %1</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>&amp;Parar</translation>
    </message>
</context>
<context>
    <name>steward::OperationService</name>
    <message>
        <source>%1 was not written: %2. Choose another folder.</source>
        <extracomment>%1 is a file, %2 why the system did not write it</extracomment>
        <translation>%1 no se escribió: %2. Elija otra carpeta.</translation>
    </message>
</context>
<context>
    <name>steward::OperationView</name>
    <message>
        <source>&amp;Continue</source>
        <translation>&amp;Continuar</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Pausar</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Continuar</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausar</translation>
    </message>
    <message>
        <source>Bring to its end what was interrupted</source>
        <translation>Llevar hasta el final lo que se interrumpió</translation>
    </message>
    <message>
        <source>Show the page from which it was begun</source>
        <translation>Mostrar la página desde la que se empezó</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Try %n again</source>
        <translation>
            <numerusform>&amp;Intentar %Ln de nuevo</numerusform>
            <numerusform>&amp;Intentar %Ln de nuevo</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>Intentar de n&amp;uevo</translation>
    </message>
    <message>
        <source>Make a new plan for what was not done</source>
        <translation>Hacer un plan nuevo para lo que no se hizo</translation>
    </message>
    <message>
        <source>Begin it once more, with what was entered</source>
        <translation>Empezar de nuevo, con lo que se introdujo</translation>
    </message>
    <message>
        <source>Show its steps in the journal, and undo it there</source>
        <translation>Mostrar sus pasos en el diario y deshacerlos allí</translation>
    </message>
    <message>
        <source>The report is copied, as CSV.</source>
        <translation>El informe se copió, como CSV.</translation>
    </message>
</context>
<context>
    <name>steward::OrganizationChoices</name>
    <message numerus="yes">
        <source>has %n instance(s) already</source>
        <translation>
            <numerusform>ya tiene %Ln instancia</numerusform>
            <numerusform>ya tiene %Ln instancias</numerusform>
        </translation>
    </message>
    <message>
        <source>has a row already, without an instance</source>
        <translation>ya tiene una fila, sin instancia</translation>
    </message>
</context>
<context>
    <name>steward::OrganizationsWithout</name>
    <message>
        <source>Press Enter to make its instance.</source>
        <translation>Pulse Intro para crear su instancia.</translation>
    </message>
</context>
<context>
    <name>steward::OtherWindowsMenu</name>
    <message>
        <source>%1 in a new window</source>
        <extracomment>%1 is a workspace&apos;s name</extracomment>
        <translation>%1 en otra ventana</translation>
    </message>
    <message>
        <source>Practice</source>
        <translation>Práctica</translation>
    </message>
    <message>
        <source>Practice in a new window</source>
        <translation>Práctica en otra ventana</translation>
    </message>
    <message>
        <source>This workspace is open in this window, so it is changed and removed here alone.</source>
        <translation>Este espacio de trabajo está abierto en esta ventana, así que solo se cambia y se quita aquí.</translation>
    </message>
    <message>
        <source>Something is still under way in this workspace. Wait until it has ended.</source>
        <translation>Todavía hay algo en curso en este espacio de trabajo. Espere a que termine.</translation>
    </message>
</context>
<context>
    <name>steward::Outbox</name>
    <message>
        <source>Send the workers what they missed</source>
        <translation>Enviar a los programas de mensajería lo que se perdieron</translation>
    </message>
</context>
<context>
    <name>steward::OverviewPage</name>
    <message>
        <source>Overview</source>
        <translation>Panorama</translation>
    </message>
    <message>
        <source>Stores</source>
        <translation>Almacenes</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>Leer de nuevo</translation>
    </message>
    <message>
        <source>The stores were not read.</source>
        <translation>Los almacenes no se leyeron.</translation>
    </message>
    <message>
        <source>The server was still starting at %1.</source>
        <extracomment>%1 is a time of day</extracomment>
        <translation>El servidor aún se estaba iniciando a las %1.</translation>
    </message>
    <message>
        <source>All three stores were read at %1.</source>
        <extracomment>%1 is a time of day</extracomment>
        <translation>Los tres almacenes se leyeron a las %1.</translation>
    </message>
    <message numerus="yes">
        <source>%n of 3 stores were read at %1.</source>
        <extracomment>%n of three stores; %1 is a time of day</extracomment>
        <translation>
            <numerusform>%Ln de 3 almacenes se leyó a las %1.</numerusform>
            <numerusform>%Ln de 3 almacenes se leyeron a las %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n instance(s)</source>
        <translation>
            <numerusform>%Ln instancia</numerusform>
            <numerusform>%Ln instancias</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n organization(s).</source>
        <extracomment>%1 is &quot;264 instances&quot;</extracomment>
        <translation>
            <numerusform>%1 de %Ln organización.</numerusform>
            <numerusform>%1 de %Ln organizaciones.</numerusform>
        </translation>
    </message>
    <message>
        <source>At least %1</source>
        <extracomment>A store that was not read may hold more: %1 is &quot;264 instances of 214 organizations.&quot;
----------
A store that was not read may hold more: %1 is &quot;34 instances need attention&quot;</extracomment>
        <translation>Al menos %1</translation>
    </message>
    <message numerus="yes">
        <source>%n of them ghost(s).</source>
        <translation>
            <numerusform>%Ln de ellas es fantasma.</numerusform>
            <numerusform>%Ln de ellas son fantasmas.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them not read.</source>
        <translation>
            <numerusform>%Ln de ellas no se leyó.</numerusform>
            <numerusform>%Ln de ellas no se leyeron.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them in an unknown state.</source>
        <translation>
            <numerusform>%Ln de ellas está en un estado desconocido.</numerusform>
            <numerusform>%Ln de ellas están en un estado desconocido.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n instance(s) need attention</source>
        <translation>
            <numerusform>%Ln instancia necesita atención</numerusform>
            <numerusform>%Ln instancias necesitan atención</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them stuck</source>
        <translation>
            <numerusform>%Ln de ellas atascada</numerusform>
            <numerusform>%Ln de ellas atascadas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n connected</source>
        <translation>
            <numerusform>%Ln conectada</numerusform>
            <numerusform>%Ln conectadas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n lost their phone</source>
        <translation>
            <numerusform>%Ln perdió la conexión</numerusform>
            <numerusform>%Ln perdieron la conexión</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n organization(s) have new duplicates</source>
        <translation>
            <numerusform>%Ln organización tiene duplicados nuevos</numerusform>
            <numerusform>%Ln organizaciones tienen duplicados nuevos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>%Ln nueva</numerusform>
            <numerusform>%Ln nuevas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not on the server any more</source>
        <translation>
            <numerusform>%Ln ya no está en el servidor</numerusform>
            <numerusform>%Ln ya no están en el servidor</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in no store any more</source>
        <translation>
            <numerusform>%Ln ya no está en ningún almacén</numerusform>
            <numerusform>%Ln ya no están en ningún almacén</numerusform>
        </translation>
    </message>
    <message>
        <source>Since yesterday</source>
        <translation>Desde ayer</translation>
    </message>
    <message>
        <source>Practice keeps no history. In a workspace of your own you see here what has changed.</source>
        <translation>La práctica no lleva historial. En un espacio de trabajo propio verá aquí qué cambió.</translation>
    </message>
    <message>
        <source>Not everything was read, so nothing is said about what has changed.</source>
        <translation>No se leyó todo, así que no se dice nada sobre lo que cambió.</translation>
    </message>
    <message>
        <source>No earlier reading is kept. After the next ones you see here what has changed.</source>
        <translation>No hay ninguna lectura anterior guardada. Después de las próximas verá aquí qué cambió.</translation>
    </message>
    <message>
        <source>Nothing has changed.</source>
        <translation>No cambió nada.</translation>
    </message>
    <message>
        <source>Reading…</source>
        <extracomment>How many of the three stores were read</extracomment>
        <translation>Leyendo…</translation>
    </message>
    <message>
        <source>All read</source>
        <translation>Todo leído</translation>
    </message>
    <message numerus="yes">
        <source>%n of 3 read</source>
        <translation>
            <numerusform>%Ln de 3 leído</numerusform>
            <numerusform>%Ln de 3 leídos</numerusform>
        </translation>
    </message>
    <message>
        <source>d MMM</source>
        <extracomment>A short date of this year, as Qt writes them: day and short month</extracomment>
        <translation>d MMM</translation>
    </message>
    <message>
        <source>since yesterday</source>
        <translation>desde ayer</translation>
    </message>
    <message>
        <source>since %1</source>
        <extracomment>In the middle of a sentence: %1 is a time or a date</extracomment>
        <translation>desde %1</translation>
    </message>
    <message>
        <source>Since %1</source>
        <extracomment>A heading: %1 is a time or a date</extracomment>
        <translation>Desde %1</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <extracomment>%1 are names of organizations, %n how many more there are</extracomment>
        <translation>
            <numerusform>%1 y %Ln más</numerusform>
            <numerusform>%1 y %Ln más</numerusform>
        </translation>
    </message>
    <message>
        <source>An organization has more than one instance. Only one can work.</source>
        <translation>Una organización tiene más de una instancia. Solo una puede funcionar.</translation>
    </message>
    <message>
        <source>An organization has more than one active row in the database.</source>
        <translation>Una organización tiene más de una fila activa en la base de datos.</translation>
    </message>
    <message>
        <source>Two instances use the same number. A person decides which one keeps it.</source>
        <translation>Dos instancias usan el mismo número. Una persona decide cuál se lo queda.</translation>
    </message>
    <message>
        <source>The server lists it but does not run it. It needs a restart.</source>
        <translation>El servidor la lista pero no la ejecuta. Necesita un reinicio.</translation>
    </message>
    <message>
        <source>The server runs it but does not list it.</source>
        <translation>El servidor la ejecuta pero no la lista.</translation>
    </message>
    <message>
        <source>The database does not know this instance.</source>
        <translation>La base de datos no conoce esta instancia.</translation>
    </message>
    <message>
        <source>The organization has an active row, but no instance on the server.</source>
        <translation>La organización tiene una fila activa, pero ninguna instancia en el servidor.</translation>
    </message>
    <message>
        <source>No active row names what this cache entry belongs to.</source>
        <translation>Ninguna fila activa dice a qué pertenece esta entrada de la caché.</translation>
    </message>
    <message>
        <source>The cache entry differs from the row. Messages may go to the wrong place.</source>
        <translation>La entrada de la caché difiere de la fila. Los mensajes pueden ir al lugar equivocado.</translation>
    </message>
    <message>
        <source>The cache entry is damaged. It can be written again from the row.</source>
        <translation>La entrada de la caché está dañada. Se puede escribir de nuevo desde la fila.</translation>
    </message>
    <message>
        <source>The cache entry has no end, so it is never renewed.</source>
        <translation>La entrada de la caché no tiene fin, así que nunca se renueva.</translation>
    </message>
    <message>
        <source>Server and database disagree about whether it is connected.</source>
        <translation>El servidor y la base de datos no coinciden en si está conectada.</translation>
    </message>
    <message>
        <source>The server lists it as disconnected but runs it connected.</source>
        <translation>El servidor la lista como desconectada pero la ejecuta conectada.</translation>
    </message>
    <message>
        <source>The connected phone is not the expected one.</source>
        <translation>El teléfono conectado no es el esperado.</translation>
    </message>
    <message>
        <source>The instance&apos;s name and its row point to different organizations.</source>
        <translation>El nombre de la instancia y su fila apuntan a organizaciones distintas.</translation>
    </message>
    <message>
        <source>The phone was connected once and is not any more.</source>
        <translation>El teléfono estuvo conectado y ya no lo está.</translation>
    </message>
    <message>
        <source>It has waited for a phone for over 10 minutes.</source>
        <translation>Espera un teléfono desde hace más de 10 minutos.</translation>
    </message>
    <message>
        <source>The row is switched off, but the phone is still linked.</source>
        <translation>La fila está desactivada, pero el teléfono sigue vinculado.</translation>
    </message>
    <message>
        <source>This row does not say which instance it means.</source>
        <translation>Esta fila no dice cuál es su instancia.</translation>
    </message>
    <message>
        <source>No address can reach this name. The server&apos;s administrator has to remove it.</source>
        <translation>Ninguna dirección llega a este nombre. El administrador del servidor tiene que quitarlo.</translation>
    </message>
    <message>
        <source>The server would send messages to the wrong address, or nowhere.</source>
        <translation>El servidor enviaría mensajes a la dirección equivocada, o a ninguna.</translation>
    </message>
    <message>
        <source>There is no cache entry yet. It fills by itself; you can do it now.</source>
        <translation>Aún no hay entrada en la caché. Se llena sola; puede hacerlo ahora.</translation>
    </message>
    <message>
        <source>Queues still hold messages of this instance. Look before you clear them.</source>
        <translation>Unas colas aún guardan mensajes de esta instancia. Mire antes de vaciarlas.</translation>
    </message>
    <message>
        <source>Decide…</source>
        <translation>Decidir…</translation>
    </message>
    <message>
        <source>Show steps</source>
        <translation>Mostrar pasos</translation>
    </message>
    <message>
        <source>Assign…</source>
        <translation>Asignar…</translation>
    </message>
    <message>
        <source>Reset…</source>
        <translation>Rehacer…</translation>
    </message>
    <message>
        <source>Nothing was done here from this computer yet.</source>
        <translation>Aún no se ha hecho nada aquí desde esta computadora.</translation>
    </message>
    <message numerus="yes">
        <source>%n lost this week, without a phone still</source>
        <translation>
            <numerusform>%Ln perdida esta semana, aún sin teléfono</numerusform>
            <numerusform>%Ln perdidas esta semana, aún sin teléfono</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::PageRail</name>
    <message>
        <source>Pages</source>
        <translation>Páginas</translation>
    </message>
</context>
<context>
    <name>steward::PairCommand</name>
    <message>
        <source>--timeout takes a number of seconds, such as 120.</source>
        <translation>--timeout lleva un número de segundos, como 120.</translation>
    </message>
    <message>
        <source>%1 is connected with %2. Database and cache have the number.</source>
        <extracomment>%1 is an instance&apos;s name, %2 a phone number</extracomment>
        <translation>%1 está conectada con %2. La base de datos y la caché tienen el número.</translation>
    </message>
</context>
<context>
    <name>steward::PairPage</name>
    <message>
        <source>No phone is being paired</source>
        <translation>No se está vinculando ningún teléfono</translation>
    </message>
    <message>
        <source>Choose the instances whose phones are at hand, and press Pair. Their codes are shown here, one after the other.</source>
        <translation>Elija las instancias cuyos teléfonos estén a mano y pulse Vincular. Sus códigos se muestran aquí, uno tras otro.</translation>
    </message>
    <message>
        <source>Choose instances</source>
        <translation>Elegir instancias</translation>
    </message>
    <message>
        <source>The characters are on the clipboard.</source>
        <translation>Los caracteres están en el portapapeles.</translation>
    </message>
    <message>
        <source>for %1 only</source>
        <extracomment>%1 is a phone number</extracomment>
        <translation>solo para %1</translation>
    </message>
    <message>
        <source>The phone is linked. Writing it down…</source>
        <translation>El teléfono está vinculado. Escribiéndolo…</translation>
    </message>
    <message>
        <source>Steward sees by itself when the phone is linked.</source>
        <translation>Steward ve por sí mismo cuándo el teléfono está vinculado.</translation>
    </message>
    <message>
        <source>Once the phone is unlinked, try again with the clinic&apos;s own phone.</source>
        <translation>Cuando el teléfono esté desvinculado, inténtelo de nuevo con el teléfono de la propia clínica.</translation>
    </message>
    <message>
        <source>Only an administrator can unlink it here. On the phone itself it can be logged out under Linked devices.</source>
        <translation>Solo un administrador puede desvincularlo aquí. En el propio teléfono, la sesión se puede cerrar en Dispositivos vinculados.</translation>
    </message>
    <message>
        <source>This is practice: the phone connects by itself in a few seconds.</source>
        <translation>Está practicando: el teléfono se vincula solo en unos segundos.</translation>
    </message>
</context>
<context>
    <name>steward::PairedView</name>
    <message>
        <source>Its number is not told yet</source>
        <translation>Su número aún no se ha dicho</translation>
    </message>
    <message>
        <source>Not all of it is done</source>
        <translation>No todo está hecho</translation>
    </message>
</context>
<context>
    <name>steward::Pairing</name>
    <message>
        <source>Pair %1</source>
        <extracomment>%1 is an instance&apos;s name</extracomment>
        <translation>Vincular %1</translation>
    </message>
    <message>
        <source>This profile is read only, so no code was asked for. Use a profile that may change the stores.</source>
        <translation>Este perfil es de solo lectura, así que no se pidió ningún código. Use un perfil que pueda cambiar los almacenes.</translation>
    </message>
    <message>
        <source>The server does not list this instance, so there is nothing to pair. Read again, or create the instance first.</source>
        <translation>El servidor no lista esta instancia, así que no hay nada que vincular. Lea de nuevo, o cree antes la instancia.</translation>
    </message>
    <message>
        <source>This kind of instance is not paired with a phone. Choose a WhatsApp (Baileys) instance.</source>
        <translation>Este tipo de instancia no se vincula con un teléfono. Elija una instancia de WhatsApp (Baileys).</translation>
    </message>
    <message>
        <source>This instance has no active row, so nobody would receive its messages. Enable its row or assign an organization first, then pair.</source>
        <translation>Esta instancia no tiene fila activa, así que nadie recibiría sus mensajes. Active su fila o asigne antes una organización, y vincúlela.</translation>
    </message>
    <message>
        <source>Several active rows name this instance, so it is not clear whose phone it gets. Clean up first, then pair.</source>
        <translation>Varias filas activas nombran esta instancia, así que no está claro de quién recibe el teléfono. Limpie antes, y vincúlela.</translation>
    </message>
    <message>
        <source>The server has shown its last code. Start again when the phone is at hand.</source>
        <translation>El servidor mostró su último código. Empiece de nuevo cuando el teléfono esté a mano.</translation>
    </message>
    <message>
        <source>The pairing was ended before a phone was linked: on the phone, or by somebody else. Ask for a new code and try again.</source>
        <translation>La vinculación se terminó antes de vincular un teléfono: en el teléfono, o por otra persona. Pida un código nuevo e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>The server gives no code, probably because it does not reach WhatsApp. Check the server&apos;s internet connection, then try again.</source>
        <translation>El servidor no da código, probablemente porque no llega a WhatsApp. Verifique la conexión a internet del servidor, e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>The server could not start the pairing and does not say why. Try again. If it happens again, reset the pairing or ask for a restart of the server.</source>
        <translation>El servidor no pudo empezar la vinculación y no dice por qué. Inténtelo de nuevo. Si vuelve a pasar, rehaga la vinculación o pida un reinicio del servidor.</translation>
    </message>
    <message>
        <source>The server lists this instance but does not run it. Wait a minute, in case the server is starting. If it stays so, ask for a restart of the server or reset the pairing.</source>
        <translation>El servidor lista esta instancia pero no la ejecuta. Espere un minuto, por si el servidor se está iniciando. Si sigue así, pida un reinicio del servidor o rehaga la vinculación.</translation>
    </message>
    <message>
        <source>The server gives no characters to type for this number. Check the number and try again, or scan the QR code instead.</source>
        <translation>El servidor no da caracteres que escribir para este número. Revise el número e inténtelo de nuevo, o escanee el código QR.</translation>
    </message>
    <message>
        <source>Pairing by number starts with the instance disconnected, but it keeps waiting for a phone. Wait a minute and try again, or scan the QR code instead.</source>
        <translation>Vincular por número empieza con la instancia desconectada, pero sigue esperando un teléfono. Espere un minuto e inténtelo de nuevo, o escanee el código QR.</translation>
    </message>
    <message>
        <source>Steward asked for a code, but no answer came and no pairing has started. Try again.</source>
        <translation>Steward pidió un código, pero no llegó respuesta y no empezó ninguna vinculación. Inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>Nobody scanned a code in time. Start again when the phone is at hand.</source>
        <translation>Nadie escaneó un código a tiempo. Empiece de nuevo cuando el teléfono esté a mano.</translation>
    </message>
    <message>
        <source>The server cannot be reached any more, so it is not known whether the phone was linked. %1 Then look at the instance before you pair it again.</source>
        <extracomment>%1 is a sentence that says why</extracomment>
        <translation>Ya no se puede llegar al servidor, así que no se sabe si el teléfono se vinculó. %1 Después mire la instancia antes de vincularla de nuevo.</translation>
    </message>
    <message>
        <source>The phone is connected, but the server does not know its number yet, so the number was not written. Pair this instance again in a minute: that writes it.</source>
        <translation>El teléfono está conectado, pero el servidor aún no sabe su número, así que el número no se escribió. Vincule de nuevo esta instancia en un minuto: eso lo escribe.</translation>
    </message>
    <message>
        <source>The phone %1 is also connected to another instance, %2, so messages would be handled twice. Find out which one the clinic uses, then disable or delete the other (on the command line: disable NAME or delete NAME).</source>
        <extracomment>%1 is a phone number, %2 lists names of instances</extracomment>
        <translation>El teléfono %1 también está conectado a otra instancia, %2, así que los mensajes se tratarían dos veces. Averigüe cuál usa la clínica, y desactive o elimine la otra (en la línea de comandos: disable NAME o delete NAME).</translation>
    </message>
    <message>
        <source>This is another phone: %1. Expected is %2, so its number was not written. Unlink it and pair the right phone (on the command line: unlink NAME, then pair NAME), or use this phone (repair NAME --use-phone).</source>
        <extracomment>%1 and %2 are phone numbers</extracomment>
        <translation>Este es otro teléfono: %1. El esperado es %2, así que su número no se escribió. Desvincúlelo y vincule el teléfono correcto (en la línea de comandos: unlink NAME, después pair NAME), o use este teléfono (repair NAME --use-phone).</translation>
    </message>
    <message>
        <source>The phone is connected, but meanwhile the row was switched off, removed, or given another instance or organization, so the number was not written. Read again.</source>
        <translation>El teléfono está conectado, pero entretanto la fila se desactivó, se quitó o recibió otra instancia u organización, así que el número no se escribió. Lea de nuevo.</translation>
    </message>
    <message>
        <source>The phone is connected, but its number was not written everywhere. %1 Pair this instance again later: that writes it.</source>
        <extracomment>%1 is a sentence that says why</extracomment>
        <translation>El teléfono está conectado, pero su número no se escribió en todas partes. %1 Vincule de nuevo esta instancia más tarde: eso lo escribe.</translation>
    </message>
    <message>
        <source>The phone is connected and its number was written, but one of the stores does not show it. Read again and look at the instance.</source>
        <translation>El teléfono está conectado y su número se escribió, pero uno de los almacenes no lo muestra. Lea de nuevo y mire la instancia.</translation>
    </message>
    <message>
        <source>The phone was connected, but a moment later the server says that it is not any more. Look at Linked devices on the phone and pair it again. If it is lost again, create an instance under a new name.</source>
        <translation>El teléfono se conectó, pero un momento después el servidor dice que ya no lo está. Mire Dispositivos vinculados en el teléfono y vincúlelo de nuevo. Si se pierde otra vez, cree una instancia con un nombre nuevo.</translation>
    </message>
    <message>
        <source>The server was asked to log the phone out, but it is still connected. Look again in a minute, or remove the device under Linked devices on the phone.</source>
        <translation>Se pidió al servidor desconectar el teléfono, pero sigue conectado. Mire de nuevo en un minuto, o quite el dispositivo en Dispositivos vinculados en el teléfono.</translation>
    </message>
    <message>
        <source>The pairing was interrupted before a phone was connected. Pair the instance again.</source>
        <translation>La vinculación se interrumpió antes de conectar un teléfono. Vincule de nuevo la instancia.</translation>
    </message>
    <message>
        <source>This is another phone: %1. Expected is %2, so its number was not written. The row could not be told which one is expected, so the next repair would write it: unlink the phone first (on the command line: unlink NAME), or use it (repair NAME --use-phone).</source>
        <extracomment>%1 and %2 are phone numbers</extracomment>
        <translation>Este es otro teléfono: %1. Se espera %2, así que su número no se escribió. No se pudo anotar en la fila cuál se espera, y la próxima reparación escribiría este número: antes de eso, desvincule el teléfono (en la línea de comandos: unlink NAME), o úselo (repair NAME --use-phone).</translation>
    </message>
</context>
<context>
    <name>steward::PairingDesk</name>
    <message>
        <source>The pairing was stopped.</source>
        <translation>La vinculación se paró.</translation>
    </message>
    <message>
        <source>Pair %1</source>
        <extracomment>%1 is an instance&apos;s name</extracomment>
        <translation>Vincular %1</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>&amp;Parar</translation>
    </message>
</context>
<context>
    <name>steward::PairingDialog</name>
    <message>
        <source>It was not reset.</source>
        <translation>No se rehizo.</translation>
    </message>
    <message>
        <source>Made anew and proven. It can be paired now.</source>
        <translation>Hecha de nuevo y comprobada. Ahora se puede vincular.</translation>
    </message>
    <message>
        <source>Where codes follow one another without end, the instance is deleted on the server and made anew. Its row and its name stay as they are. This will happen to %1:</source>
        <extracomment>%1 is an instance&apos;s name</extracomment>
        <translation>Cuando los códigos se suceden sin fin, la instancia se elimina en el servidor y se hace de nuevo. Su fila y su nombre quedan como están. Esto pasará con %1:</translation>
    </message>
    <message>
        <source>Reset the pairing of %1</source>
        <extracomment>%1 is an instance&apos;s name</extracomment>
        <translation>Rehacer la vinculación de %1</translation>
    </message>
    <message>
        <source>Reset pairing</source>
        <translation>Rehacer vinculación</translation>
    </message>
    <message>
        <source>&amp;Reset pairing</source>
        <translation>&amp;Rehacer vinculación</translation>
    </message>
</context>
<context>
    <name>steward::PairingQueue</name>
    <message>
        <source>Next</source>
        <translation>Siguiente</translation>
    </message>
    <message>
        <source>Waits</source>
        <translation>Espera</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Ahora</translation>
    </message>
    <message>
        <source>Connected %1</source>
        <extracomment>%1 is a time of day</extracomment>
        <translation>Conectado a las %1</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>Omitido</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Parado</translation>
    </message>
    <message>
        <source>%1 of %2 connected</source>
        <extracomment>%1 is how many are connected, %2 of how many</extracomment>
        <translation>%1 de %2 conectados</translation>
    </message>
</context>
<context>
    <name>steward::PairingReset</name>
    <message>
        <source>Several rows name this instance, so it is not clear for which to create it again. See its problems first.</source>
        <translation>Varias filas nombran esta instancia, así que no está claro para cuál crearla de nuevo. Vea antes sus problemas.</translation>
    </message>
    <message>
        <source>The instance was deleted but could not be created again. Its row is still there: create the missing instance for it.</source>
        <translation>La instancia se eliminó pero no se pudo crear de nuevo. Su fila sigue ahí: cree la instancia que le falta.</translation>
    </message>
    <message>
        <source>Delete the instance on the server and check that it is gone</source>
        <translation>Eliminar la instancia en el servidor y verificar que ya no está</translation>
    </message>
    <message>
        <source>Reset the pairing of %1</source>
        <extracomment>%1 is an organization&apos;s name</extracomment>
        <translation>Rehacer la vinculación de %1</translation>
    </message>
</context>
<context>
    <name>steward::PairingScreen</name>
    <message>
        <source>On the phone, open WhatsApp, Linked devices, Link with phone number, and type

    %1
</source>
        <extracomment>%1 is eight characters to type, such as &quot;J429-82MY&quot;</extracomment>
        <translation>En el teléfono, abra WhatsApp, Dispositivos vinculados, Vincular con el número de teléfono, y escriba

    %1
</translation>
    </message>
    <message>
        <source>The code that the server sent cannot be drawn as a QR code.</source>
        <translation>El código que envió el servidor no se puede dibujar como código QR.</translation>
    </message>
    <message>
        <source>Ending the earlier attempt first…</source>
        <translation>Terminando antes el intento anterior…</translation>
    </message>
    <message>
        <source>Asking the server for a code…</source>
        <translation>Pidiendo un código al servidor…</translation>
    </message>
    <message>
        <source>Code %1 of %2</source>
        <extracomment>%1 is a code&apos;s number, %2 how many codes there are at most</extracomment>
        <translation>Código %1 de %2</translation>
    </message>
    <message>
        <source>a new code is coming…</source>
        <translation>viene un código nuevo…</translation>
    </message>
    <message numerus="yes">
        <source>a new code comes in %n s</source>
        <extracomment>how long a code can still be scanned</extracomment>
        <translation>
            <numerusform>viene un código nuevo en %Ln s</numerusform>
            <numerusform>viene un código nuevo en %Ln s</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::PairingSteps</name>
    <message>
        <source>Open WhatsApp on the clinic&apos;s phone.</source>
        <translation>Abra WhatsApp en el teléfono de la clínica.</translation>
    </message>
    <message>
        <source>Tap Link a device.</source>
        <translation>Toque Vincular un dispositivo.</translation>
    </message>
    <message>
        <source>Point the camera at this code.</source>
        <translation>Apunte la cámara a este código.</translation>
    </message>
    <message>
        <source>Keep WhatsApp open until it says Connected.</source>
        <translation>Deje WhatsApp abierto hasta que aparezca Conectado.</translation>
    </message>
    <message>
        <source>Open Linked devices.</source>
        <translation>Abra Dispositivos vinculados.</translation>
    </message>
    <message>
        <source>Android: three dots, top right. iPhone: Settings.</source>
        <translation>Android: tres puntos, arriba a la derecha. iPhone: Configuración.</translation>
    </message>
    <message>
        <source>Tap Link a device, then Link with phone number instead.</source>
        <translation>Toque Vincular un dispositivo, después Vincular con el número de teléfono.</translation>
    </message>
    <message>
        <source>Type these 8 characters.</source>
        <translation>Escriba estos 8 caracteres.</translation>
    </message>
</context>
<context>
    <name>steward::PairingWords</name>
    <message>
        <source>its number is not told yet</source>
        <translation>su número aún no se ha dicho</translation>
    </message>
    <message>
        <source>Connected. %1</source>
        <extracomment>%1 is the number of the phone that was paired</extracomment>
        <translation>Conectado. %1</translation>
    </message>
    <message>
        <source>This is another phone: %1</source>
        <extracomment>%1 is the number of the phone that was paired</extracomment>
        <translation>Este es otro teléfono: %1</translation>
    </message>
    <message>
        <source>Expected is %1. Keep it, or unlink it.</source>
        <extracomment>%1 is the number that was expected</extracomment>
        <translation>El esperado es %1. Manténgalo, o desvincúlelo.</translation>
    </message>
    <message>
        <source>The server has shown its last code</source>
        <translation>El servidor mostró su último código</translation>
    </message>
    <message>
        <source>Start again when the phone is at hand.</source>
        <translation>Empiece de nuevo cuando el teléfono esté a mano.</translation>
    </message>
    <message>
        <source>The phone was not connected</source>
        <translation>El teléfono no se conectó</translation>
    </message>
    <message>
        <source>It was refused or given up on the phone. Try again, and keep WhatsApp open until it says that it is done.</source>
        <translation>Se rechazó o abandonó en el teléfono. Inténtelo de nuevo, y deje WhatsApp abierto hasta que diga que terminó.</translation>
    </message>
    <message>
        <source>The server has no code to show</source>
        <translation>El servidor no tiene código que mostrar</translation>
    </message>
    <message>
        <source>It does not reach WhatsApp at the moment. Try again in a minute; if it stays so, tell who looks after the server, or reset the pairing.</source>
        <translation>No llega a WhatsApp en este momento. Inténtelo de nuevo en un minuto; si sigue así, avise a quien cuida el servidor, o rehaga la vinculación.</translation>
    </message>
    <message>
        <source>It cannot be paired as things are</source>
        <translation>No se puede vincular tal como está</translation>
    </message>
    <message>
        <source>The server could not start the pairing</source>
        <translation>El servidor no pudo empezar la vinculación</translation>
    </message>
    <message>
        <source>It said that something failed, and not what. Try again; if it stays so, reset the pairing.</source>
        <translation>Dijo que algo falló, y no qué. Inténtelo de nuevo; si sigue así, rehaga la vinculación.</translation>
    </message>
    <message>
        <source>The server is not reached any more</source>
        <translation>Ya no se llega al servidor</translation>
    </message>
    <message>
        <source>Look at the connection to the server, then try again.</source>
        <translation>Mire la conexión con el servidor, e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>The server has no such instance</source>
        <translation>El servidor no tiene esa instancia</translation>
    </message>
    <message>
        <source>Somebody may have deleted it. Read the stores again and create it anew.</source>
        <translation>Alguien pudo eliminarla. Lea de nuevo los almacenes y créela otra vez.</translation>
    </message>
    <message>
        <source>Nobody scanned the code in time</source>
        <translation>Nadie escaneó el código a tiempo</translation>
    </message>
    <message>
        <source>Try again when the phone is at hand.</source>
        <translation>Inténtelo de nuevo cuando el teléfono esté a mano.</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Parado</translation>
    </message>
    <message>
        <source>Try again to go on.</source>
        <translation>Inténtelo de nuevo para seguir.</translation>
    </message>
    <message>
        <source>Asking the server for a code…</source>
        <translation>Pidiendo un código al servidor…</translation>
    </message>
    <message>
        <source>Closing the pairing that is under way…</source>
        <translation>Cerrando la vinculación que está en curso…</translation>
    </message>
    <message>
        <source>Characters are only given to an instance that is not pairing.</source>
        <translation>Los caracteres solo se dan a una instancia que no se está vinculando.</translation>
    </message>
    <message>
        <source>Waiting for the phone</source>
        <translation>Esperando el teléfono</translation>
    </message>
    <message>
        <source>A new code comes by itself.</source>
        <translation>Un código nuevo viene solo.</translation>
    </message>
    <message>
        <source>A new code comes by itself in %1 s.</source>
        <extracomment>%1 is a number of seconds</extracomment>
        <translation>Un código nuevo viene solo en %1 s.</translation>
    </message>
    <message>
        <source>The next code is on its way…</source>
        <translation>El siguiente código está en camino…</translation>
    </message>
    <message>
        <source>Code %1 of %2.</source>
        <extracomment>%1 is which code it is, %2 after how many the server stops</extracomment>
        <translation>Código %1 de %2.</translation>
    </message>
    <message>
        <source>Full screen helps when you share your screen.</source>
        <translation>La pantalla completa ayuda cuando comparte su pantalla.</translation>
    </message>
    <message>
        <source>No number is expected. Steward takes the phone that is linked.</source>
        <translation>No se espera ningún número. Steward acepta el teléfono que se vincule.</translation>
    </message>
    <message>
        <source>Expected phone: %1. Steward warns you if it is another one.</source>
        <extracomment>%1 is a phone number</extracomment>
        <translation>Teléfono esperado: %1. Steward avisa si es otro.</translation>
    </message>
    <message>
        <source>The phone is the clinic’s own</source>
        <translation>El teléfono es el de la propia clínica</translation>
    </message>
    <message>
        <source>as expected</source>
        <translation>como se esperaba</translation>
    </message>
    <message>
        <source>No number was expected</source>
        <translation>No se esperaba ningún número</translation>
    </message>
    <message>
        <source>taken as it is</source>
        <translation>aceptado como está</translation>
    </message>
    <message>
        <source>Written to the database</source>
        <translation>Escrito en la base de datos</translation>
    </message>
    <message>
        <source>active</source>
        <translation>activa</translation>
    </message>
    <message>
        <source>Not written to the database</source>
        <translation>No escrito en la base de datos</translation>
    </message>
    <message>
        <source>Cache entry renewed</source>
        <translation>Entrada de la caché renovada</translation>
    </message>
    <message>
        <source>1 h</source>
        <translation>1 h</translation>
    </message>
    <message>
        <source>The cache entry is not renewed</source>
        <translation>La entrada de la caché no se renovó</translation>
    </message>
    <message>
        <source>The workers heard it</source>
        <translation>Los programas de mensajería lo oyeron</translation>
    </message>
    <message>
        <source>Nobody heard it yet</source>
        <translation>Nadie lo oyó aún</translation>
    </message>
</context>
<context>
    <name>steward::PaletteFoot</name>
    <message>
        <source>Arrow keys move, Enter opens, Ctrl+Enter pairs. Type &gt; for commands only.</source>
        <translation>Las flechas mueven, Intro abre, Ctrl+Intro vincula. Escriba &gt; solo para comandos.</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Mover</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Abrir</translation>
    </message>
    <message>
        <source>Pair</source>
        <translation>Vincular</translation>
    </message>
    <message>
        <source>Type &gt; for commands only</source>
        <translation>Escriba &gt; solo para comandos</translation>
    </message>
</context>
<context>
    <name>steward::PaletteModel</name>
    <message>
        <source>server not read</source>
        <translation>servidor sin leer</translation>
    </message>
    <message numerus="yes">
        <source>%n instance(s)</source>
        <translation>
            <numerusform>%Ln instancia</numerusform>
            <numerusform>%Ln instancias</numerusform>
        </translation>
    </message>
    <message>
        <source>Do</source>
        <translation>Hacer</translation>
    </message>
    <message>
        <source>Go to</source>
        <translation>Ir a</translation>
    </message>
    <message>
        <source>Organizations</source>
        <translation>Organizaciones</translation>
    </message>
    <message>
        <source>Instances</source>
        <translation>Instancias</translation>
    </message>
    <message>
        <source>Clean up %1…</source>
        <extracomment>%1 is an organization</extracomment>
        <translation>Limpiar %1…</translation>
    </message>
    <message>
        <source>Pair a phone for %1…</source>
        <extracomment>%1 is an organization</extracomment>
        <translation>Vincular un teléfono para %1…</translation>
    </message>
    <message>
        <source>New instance for %1…</source>
        <extracomment>%1 is an organization</extracomment>
        <translation>Instancia nueva para %1…</translation>
    </message>
    <message>
        <source>Filter instances by “%1”</source>
        <extracomment>%1 is what was typed</extracomment>
        <translation>Filtrar instancias por “%1”</translation>
    </message>
    <message>
        <source>Journal entries with “%1”</source>
        <extracomment>%1 is what was typed</extracomment>
        <translation>Entradas del diario con “%1”</translation>
    </message>
</context>
<context>
    <name>steward::PasteCatcher</name>
    <message>
        <source>Open a .env file</source>
        <translation>Abrir un archivo .env</translation>
    </message>
</context>
<context>
    <name>steward::PastedSettings</name>
    <message>
        <source>What stands behind the ? in the address cannot be used. Enter the address by hand.</source>
        <translation>Lo que viene después del ? en la dirección no se puede usar. Escriba la dirección a mano.</translation>
    </message>
    <message>
        <source>This is too long for an address or a .env file. Nothing was changed.</source>
        <translation>Esto es demasiado largo para una dirección o un archivo .env. No se cambió nada.</translation>
    </message>
    <message>
        <source>This is no address and no .env file.</source>
        <translation>Esto no es una dirección ni un archivo .env.</translation>
    </message>
    <message>
        <source>None of these variables is one that Steward knows.</source>
        <translation>Ninguna de estas variables es una que Steward conozca.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>No se cambió nada.</translation>
    </message>
    <message>
        <source>It goes on in another line or another variable. Enter it by hand.</source>
        <translation>Sigue en otra línea o en otra variable. Escríbala a mano.</translation>
    </message>
    <message>
        <source>server address</source>
        <translation>dirección del servidor</translation>
    </message>
    <message>
        <source>database address</source>
        <translation>dirección de la base de datos</translation>
    </message>
    <message>
        <source>database password</source>
        <translation>contraseña de la base de datos</translation>
    </message>
    <message>
        <source>cache address</source>
        <translation>dirección de la caché</translation>
    </message>
    <message>
        <source>cache password</source>
        <translation>contraseña de la caché</translation>
    </message>
    <message>
        <source>It holds a sign that no key has.</source>
        <translation>Contiene un signo que ninguna clave tiene.</translation>
    </message>
    <message>
        <source>API key</source>
        <translation>Clave de API</translation>
    </message>
    <message>
        <source>certificates</source>
        <translation>certificados</translation>
    </message>
    <message>
        <source>%1 was left out. %2</source>
        <extracomment>%1 is a variable, %2 a sentence that says what is wrong with its value</extracomment>
        <translation>%1 quedó fuera. %2</translation>
    </message>
</context>
<context>
    <name>steward::Plan</name>
    <message>
        <source>This plan was made for another profile or environment. Open that profile, or make the plan again here.</source>
        <translation>Este plan se hizo para otro perfil o entorno. Abra ese perfil, o haga el plan de nuevo aquí.</translation>
    </message>
</context>
<context>
    <name>steward::PlanActions</name>
    <message>
        <source>&amp;Repair…</source>
        <translation>&amp;Reparar…</translation>
    </message>
    <message>
        <source>D&amp;isable…</source>
        <translation>Desact&amp;ivar…</translation>
    </message>
    <message>
        <source>&amp;Enable…</source>
        <translation>&amp;Activar…</translation>
    </message>
    <message>
        <source>Pro&amp;tect…</source>
        <translation>Pro&amp;teger…</translation>
    </message>
    <message>
        <source>Re&amp;move protection…</source>
        <translation>&amp;Quitar protección…</translation>
    </message>
    <message>
        <source>&amp;Delete…</source>
        <translation>E&amp;liminar…</translation>
    </message>
    <message>
        <source>Nothing is wrong with what is chosen.</source>
        <translation>No falla nada en lo que está elegido.</translation>
    </message>
    <message>
        <source>Nothing that is chosen has an enabled row.</source>
        <translation>Nada de lo elegido tiene una fila activa.</translation>
    </message>
    <message>
        <source>Nothing that is chosen has a disabled row.</source>
        <translation>Nada de lo elegido tiene una fila desactivada.</translation>
    </message>
    <message>
        <source>What is chosen is protected already, or is no instance.</source>
        <translation>Lo elegido ya está protegido, o no es una instancia.</translation>
    </message>
    <message>
        <source>Nothing that is chosen is protected.</source>
        <translation>Nada de lo elegido está protegido.</translation>
    </message>
    <message>
        <source>What is chosen is no instance: repair removes it.</source>
        <translation>Lo elegido no es una instancia: reparar lo quita.</translation>
    </message>
    <message>
        <source>This profile only reads. Choose one that may change the stores.</source>
        <translation>Este perfil solo lee. Elija uno que pueda cambiar los almacenes.</translation>
    </message>
    <message>
        <source>Choose an instance in the table first.</source>
        <translation>Elija antes una instancia en la tabla.</translation>
    </message>
    <message>
        <source>Choose its &amp;instance…</source>
        <translation>Elegir &amp;su instancia…</translation>
    </message>
    <message>
        <source>Use this p&amp;hone…</source>
        <translation>&amp;Usar este teléfono…</translation>
    </message>
    <message>
        <source>Un&amp;link phone…</source>
        <translation>Des&amp;vincular teléfono…</translation>
    </message>
    <message>
        <source>Re&amp;set pairing…</source>
        <translation>Re&amp;hacer vinculación…</translation>
    </message>
    <message>
        <source>Choose the row&apos;s instance</source>
        <translation>Elegir la instancia de la fila</translation>
    </message>
    <message>
        <source>The row names no instance. Which one is it? These have no row:</source>
        <translation>La fila no nombra ninguna instancia. ¿Cuál es? Estas no tienen fila:</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Open a saved plan</source>
        <translation>Abrir un plan guardado</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Repair %n chosen…</source>
        <translation>
            <numerusform>&amp;Reparar %Ln elegida…</numerusform>
            <numerusform>&amp;Reparar %Ln elegidas…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>D&amp;isable %n instance(s)…</source>
        <translation>
            <numerusform>D&amp;esactivar %Ln instancia…</numerusform>
            <numerusform>D&amp;esactivar %Ln instancias…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Enable %n instance(s)…</source>
        <translation>
            <numerusform>&amp;Activar %Ln instancia…</numerusform>
            <numerusform>&amp;Activar %Ln instancias…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Pro&amp;tect %n instance(s)…</source>
        <translation>
            <numerusform>Pro&amp;teger %Ln instancia…</numerusform>
            <numerusform>Pro&amp;teger %Ln instancias…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Re&amp;move protection from %n instance(s)…</source>
        <translation>
            <numerusform>&amp;Quitar la protección de %Ln instancia…</numerusform>
            <numerusform>&amp;Quitar la protección de %Ln instancias…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Delete %n instance(s)…</source>
        <translation>
            <numerusform>E&amp;liminar %Ln instancia…</numerusform>
            <numerusform>E&amp;liminar %Ln instancias…</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Clean duplicates…</source>
        <translation>&amp;Limpiar duplicados…</translation>
    </message>
    <message>
        <source>&amp;Repair all…</source>
        <translation>&amp;Reparar todo…</translation>
    </message>
    <message>
        <source>&amp;Apply a saved plan…</source>
        <translation>&amp;Aplicar un plan guardado…</translation>
    </message>
    <message>
        <source>&amp;Clean this organization&apos;s duplicates…</source>
        <translation>Limpiar los &amp;duplicados de esta organización…</translation>
    </message>
    <message>
        <source>&amp;Assign organization…</source>
        <translation>Asi&amp;gnar organización…</translation>
    </message>
    <message>
        <source>&amp;Show the plan…</source>
        <translation>Mostrar el &amp;plan…</translation>
    </message>
    <message>
        <source>Plans (*.steward-plan *.json);;All files (*)</source>
        <translation>Planes (*.steward-plan *.json);;Todos los archivos (*)</translation>
    </message>
    <message>
        <source>Set &amp;webhook…</source>
        <translation>Definir &amp;webhook…</translation>
    </message>
    <message numerus="yes">
        <source>Set %n &amp;webhook(s)…</source>
        <translation>
            <numerusform>Definir %Ln &amp;webhook…</numerusform>
            <numerusform>Definir %Ln &amp;webhooks…</numerusform>
        </translation>
    </message>
    <message>
        <source>Restart…</source>
        <translation>Reiniciar…</translation>
    </message>
    <message numerus="yes">
        <source>Restart %n instance(s)…</source>
        <translation>
            <numerusform>Reiniciar %Ln instancia…</numerusform>
            <numerusform>Reiniciar %Ln instancias…</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing that is chosen is on the server.</source>
        <translation>Nada de lo elegido está en el servidor.</translation>
    </message>
    <message>
        <source>Nothing that is chosen is connected.</source>
        <translation>Nada de lo elegido está conectado.</translation>
    </message>
</context>
<context>
    <name>steward::PlanCards</name>
    <message>
        <source>Clear also what it left behind in the &amp;queues</source>
        <translation>Vaciar también lo que dejó en las &amp;colas</translation>
    </message>
    <message>
        <source>&amp;Disable instead</source>
        <translation>&amp;Desactivar en su lugar</translation>
    </message>
    <message>
        <source>In short</source>
        <translation>En resumen</translation>
    </message>
    <message>
        <source>Clear also what it left behind in the queues</source>
        <translation>Vaciar también lo que dejó en las colas</translation>
    </message>
    <message>
        <source>Disable instead</source>
        <translation>Desactivar en su lugar</translation>
    </message>
    <message>
        <source>Disconnect the phone and disable the row; instance, row and token stay</source>
        <translation>Desconectar el teléfono y desactivar la fila; instancia, fila y token quedan</translation>
    </message>
    <message>
        <source>There is no plan</source>
        <translation>No hay plan</translation>
    </message>
    <message>
        <source>It is not done</source>
        <translation>No se hizo</translation>
    </message>
    <message>
        <source>Look twice</source>
        <translation>Mire dos veces</translation>
    </message>
    <message>
        <source>Lost for good</source>
        <translation>Perdido para siempre</translation>
    </message>
    <message numerus="yes">
        <source>Left as it is: %n</source>
        <translation>
            <numerusform>Dejada como está: %Ln</numerusform>
            <numerusform>Dejadas como están: %Ln</numerusform>
        </translation>
    </message>
    <message>
        <source>Can be undone</source>
        <translation>Se puede deshacer</translation>
    </message>
    <message>
        <source>Rows can be restored from the journal. WhatsApp sessions cannot.</source>
        <translation>Las filas se pueden restaurar desde el diario. Las sesiones de WhatsApp no.</translation>
    </message>
    <message>
        <source>What is changed in rows can be restored from the journal.</source>
        <translation>Lo que cambia en filas se puede restaurar desde el diario.</translation>
    </message>
</context>
<context>
    <name>steward::PlanCommand</name>
    <message>
        <source>To apply it, type: %1</source>
        <extracomment>%1 is a name or a number, to be typed exactly so</extracomment>
        <translation>Para aplicarlo, escriba: %1</translation>
    </message>
    <message>
        <source>The plan was not saved.</source>
        <translation>El plan no se guardó.</translation>
    </message>
    <message>
        <source>The plan is saved in %1; “apply” with this file does it.</source>
        <extracomment>%1 is a file</extracomment>
        <translation>El plan está guardado en %1; «apply» con este archivo lo ejecuta.</translation>
    </message>
</context>
<context>
    <name>steward::PlanItems</name>
    <message>
        <source>Part of this plan could not be read from this computer&apos;s disk, so Steward stopped here. Make the plan again.</source>
        <translation>Parte de este plan no se pudo leer del disco de esta computadora, así que Steward paró aquí. Haga el plan de nuevo.</translation>
    </message>
    <message>
        <source>This large plan does not fit on this computer&apos;s disk: %1 Free some space and make the plan again.</source>
        <extracomment>%1 is why a file could not be written or read</extracomment>
        <translation>Este plan grande no cabe en el disco de esta computadora: %1 Libere espacio y haga el plan de nuevo.</translation>
    </message>
</context>
<context>
    <name>steward::PlanLines</name>
    <message>
        <source>Lost for good</source>
        <translation>Perdido para siempre</translation>
    </message>
    <message>
        <source>Left as it is</source>
        <translation>Dejada como está</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <extracomment>%1 is what is done, such as &quot;Delete&quot;, %2 the name of an instance; read aloud</extracomment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1 stays: %2</source>
        <extracomment>%1 is the end of an instance&apos;s name, %2 why it is kept</extracomment>
        <translation>%1 queda: %2</translation>
    </message>
    <message numerus="yes">
        <source>Keep %n</source>
        <translation>
            <numerusform>Conservar %Ln</numerusform>
            <numerusform>Conservar %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n</source>
        <translation>
            <numerusform>Eliminar %Ln</numerusform>
            <numerusform>Eliminar %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Change %n</source>
        <translation>
            <numerusform>Cambiar %Ln</numerusform>
            <numerusform>Cambiar %Ln</numerusform>
        </translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>Perdido</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Queda</translation>
    </message>
    <message>
        <source>%1: nothing to do</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>%1: nada que hacer</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>%1 is the end of an instance&apos;s name, %2 a sentence about it</extracomment>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>steward::PlanPage</name>
    <message>
        <source>Choose</source>
        <translation>Elegir</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Revisar</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Ejecutar</translation>
    </message>
    <message>
        <source>Clean duplicates</source>
        <translation>Limpiar duplicados</translation>
    </message>
    <message>
        <source>Each organization keeps the instance that works. The others go. Nothing changes until step 3.</source>
        <translation>Cada organización conserva la instancia que funciona. Las demás se van. No cambia nada hasta el paso 3.</translation>
    </message>
    <message>
        <source>Review the plan</source>
        <translation>Revisar el plan</translation>
    </message>
    <message>
        <source>Save the plan</source>
        <translation>Guardar el plan</translation>
    </message>
    <message>
        <source>The plan is saved in %1.</source>
        <extracomment>%1 is a file</extracomment>
        <translation>El plan está guardado en %1.</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>%Ln mensaje</numerusform>
            <numerusform>%Ln mensajes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n contact(s)</source>
        <translation>
            <numerusform>%Ln contacto</numerusform>
            <numerusform>%Ln contactos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n chat(s)</source>
        <translation>
            <numerusform>%Ln chat</numerusform>
            <numerusform>%Ln chats</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) that were not delivered yet</source>
        <translation>
            <numerusform>%Ln mensaje aún sin entregar</numerusform>
            <numerusform>%Ln mensajes aún sin entregar</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>instance(s)</source>
        <translation>
            <numerusform>instancia</numerusform>
            <numerusform>instancias</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>row(s)</source>
        <translation>
            <numerusform>fila</numerusform>
            <numerusform>filas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>entry(s)</source>
        <translation>
            <numerusform>entrada</numerusform>
            <numerusform>entradas</numerusform>
        </translation>
    </message>
    <message>
        <source>the link to the number %1</source>
        <extracomment>%1 is a phone number</extracomment>
        <translation>el vínculo con el número %1</translation>
    </message>
    <message>
        <source>the linked device “%1”</source>
        <extracomment>%1 is the name that a WhatsApp account shows</extracomment>
        <translation>el dispositivo vinculado “%1”</translation>
    </message>
    <message>
        <source>messages and contacts whose number is not known</source>
        <translation>mensajes y contactos cuyo número no se sabe</translation>
    </message>
    <message numerus="yes">
        <source>phone(s) logged out</source>
        <translation>
            <numerusform>teléfono desconectado</numerusform>
            <numerusform>teléfonos desconectados</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>webhook(s) set</source>
        <translation>
            <numerusform>webhook puesto</numerusform>
            <numerusform>webhooks puestos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>row(s) change</source>
        <translation>
            <numerusform>fila cambia</numerusform>
            <numerusform>filas cambian</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>message queue(s)</source>
        <translation>
            <numerusform>cola de mensajes</numerusform>
            <numerusform>colas de mensajes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>notice(s)</source>
        <translation>
            <numerusform>aviso</numerusform>
            <numerusform>avisos</numerusform>
        </translation>
    </message>
    <message>
        <source>WhatsApp sessions cannot come back: a phone has to be linked anew.</source>
        <translation>Las sesiones de WhatsApp no vuelven: hay que vincular de nuevo un teléfono.</translation>
    </message>
    <message>
        <source>It is not connected.</source>
        <translation>No está conectada.</translation>
    </message>
    <message>
        <source>None of them is connected.</source>
        <translation>Ninguna de ellas está conectada.</translation>
    </message>
    <message>
        <source>It is connected. Its phone has to be paired again.</source>
        <translation>Está conectada. Hay que vincular de nuevo su teléfono.</translation>
    </message>
    <message numerus="yes">
        <source>%n of them are connected. Their phones have to be paired again.</source>
        <translation>
            <numerusform>%Ln de ellas está conectada. Hay que vincular de nuevo su teléfono.</numerusform>
            <numerusform>%Ln de ellas están conectadas. Hay que vincular de nuevo sus teléfonos.</numerusform>
        </translation>
    </message>
    <message>
        <source>Type %1 to go on in %2.</source>
        <extracomment>%1 is to be typed, %2 an environment in capitals</extracomment>
        <translation>Escriba %1 para seguir en %2.</translation>
    </message>
    <message numerus="yes">
        <source>Type %1 to delete %n instance(s) in %2.</source>
        <extracomment>%1 is a number to be typed, %n the same number, %2 an environment in capitals</extracomment>
        <translation>
            <numerusform>Escriba %1 para eliminar %Ln instancia en %2.</numerusform>
            <numerusform>Escriba %1 para eliminar %Ln instancias en %2.</numerusform>
        </translation>
    </message>
    <message>
        <source>Type %1 to delete its instance in %2.</source>
        <extracomment>%1 is an organization&apos;s name to be typed, %2 an environment in capitals</extracomment>
        <translation>Escriba %1 para eliminar su instancia en %2.</translation>
    </message>
    <message>
        <source>Type %1 to go on with its instance in %2.</source>
        <translation>Escriba %1 para seguir con su instancia en %2.</translation>
    </message>
    <message>
        <source>Type %1, its last six digits, to delete it in %2.</source>
        <extracomment>%1 are the last six digits of an instance&apos;s name, to be typed, %2 an environment in capitals</extracomment>
        <translation>Escriba %1, sus últimas seis cifras, para eliminarla en %2.</translation>
    </message>
    <message>
        <source>Type %1, its last six digits, to go on in %2.</source>
        <translation>Escriba %1, sus últimas seis cifras, para seguir en %2.</translation>
    </message>
    <message>
        <source>Type %1 to delete it in %2.</source>
        <extracomment>%1 is an instance&apos;s name to be typed, %2 an environment in capitals</extracomment>
        <translation>Escriba %1 para eliminarla en %2.</translation>
    </message>
    <message>
        <source>It is gone, and proven.</source>
        <translation>Se eliminó, y está comprobado.</translation>
    </message>
    <message>
        <source>It is done and proven.</source>
        <translation>Está hecho y comprobado.</translation>
    </message>
    <message numerus="yes">
        <source>All %n are gone and proven.</source>
        <translation>
            <numerusform>La %Ln se eliminó y está comprobado.</numerusform>
            <numerusform>Las %Ln se eliminaron y está comprobado.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n are done and proven.</source>
        <translation>
            <numerusform>La %Ln está hecha y comprobada.</numerusform>
            <numerusform>Las %Ln están hechas y comprobadas.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of %1 are gone.</source>
        <extracomment>%n is how many of a plan&apos;s items are gone, %1 how many it has</extracomment>
        <translation>
            <numerusform>%Ln de %1 se eliminó.</numerusform>
            <numerusform>%Ln de %1 se eliminaron.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of %1 are done.</source>
        <extracomment>%n is how many of a plan&apos;s items are done, %1 how many it has</extracomment>
        <translation>
            <numerusform>%Ln de %1 está hecha.</numerusform>
            <numerusform>%Ln de %1 están hechas.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n are still there.</source>
        <translation>
            <numerusform>%Ln sigue ahí.</numerusform>
            <numerusform>%Ln siguen ahí.</numerusform>
        </translation>
    </message>
    <message>
        <source>Repair</source>
        <translation>Reparar</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n instance(s)</source>
        <translation>
            <numerusform>Eliminar %Ln instancia</numerusform>
            <numerusform>Eliminar %Ln instancias</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n instance(s), and create the new one</source>
        <translation>
            <numerusform>Eliminar %Ln instancia, y crear la nueva</numerusform>
            <numerusform>Eliminar %Ln instancias, y crear la nueva</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Clean up: delete %n instance(s)</source>
        <translation>
            <numerusform>Limpiar: eliminar %Ln instancia</numerusform>
            <numerusform>Limpiar: eliminar %Ln instancias</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Put %n entry(s) right</source>
        <translation>
            <numerusform>Corregir %Ln entrada</numerusform>
            <numerusform>Corregir %Ln entradas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Repair %n instance(s)</source>
        <translation>
            <numerusform>Reparar %Ln instancia</numerusform>
            <numerusform>Reparar %Ln instancias</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Repair %n row(s)</source>
        <translation>
            <numerusform>Reparar %Ln fila</numerusform>
            <numerusform>Reparar %Ln filas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Repair %n entry(s)</source>
        <translation>
            <numerusform>Reparar %Ln entrada</numerusform>
            <numerusform>Reparar %Ln entradas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Disable %n instance(s)</source>
        <translation>
            <numerusform>Desactivar %Ln instancia</numerusform>
            <numerusform>Desactivar %Ln instancias</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Enable %n instance(s)</source>
        <translation>
            <numerusform>Activar %Ln instancia</numerusform>
            <numerusform>Activar %Ln instancias</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Protect %n instance(s)</source>
        <translation>
            <numerusform>Proteger %Ln instancia</numerusform>
            <numerusform>Proteger %Ln instancias</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remove protection from %n instance(s)</source>
        <translation>
            <numerusform>Quitar la protección de %Ln instancia</numerusform>
            <numerusform>Quitar la protección de %Ln instancias</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Reset the pairing of %n instance(s)</source>
        <translation>
            <numerusform>Rehacer la vinculación de %Ln instancia</numerusform>
            <numerusform>Rehacer la vinculación de %Ln instancias</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Unlink %n phone(s)</source>
        <translation>
            <numerusform>Desvincular %Ln teléfono</numerusform>
            <numerusform>Desvincular %Ln teléfonos</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Eliminar</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Conservar</translation>
    </message>
    <message>
        <source>Disable</source>
        <translation>Desactivar</translation>
    </message>
    <message>
        <source>Enable</source>
        <translation>Activar</translation>
    </message>
    <message>
        <source>Protect</source>
        <translation>Proteger</translation>
    </message>
    <message>
        <source>Remove protection</source>
        <translation>Quitar protección</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Rehacer</translation>
    </message>
    <message>
        <source>Unlink</source>
        <translation>Desvincular</translation>
    </message>
    <message>
        <source>The WhatsApp session cannot come back: a phone has to be linked anew.</source>
        <translation>La sesión de WhatsApp no vuelve: hay que vincular de nuevo un teléfono.</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) that were not delivered yet stay in its queue, and nobody sends them.</source>
        <translation>
            <numerusform>%Ln mensaje aún sin entregar queda en su cola, y nadie lo envía.</numerusform>
            <numerusform>%Ln mensajes aún sin entregar quedan en su cola, y nadie los envía.</numerusform>
        </translation>
    </message>
    <message>
        <source>still there</source>
        <translation>sigue ahí</translation>
    </message>
    <message>
        <source>gone</source>
        <translation>ya no está</translation>
    </message>
    <message>
        <source>written</source>
        <translation>escritura hecha</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>queda</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>falló</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>no se sabe</translation>
    </message>
    <message>
        <source>not told</source>
        <translation>sin avisar</translation>
    </message>
    <message>
        <source>nobody listens yet</source>
        <translation>nadie escucha aún</translation>
    </message>
    <message>
        <source>told</source>
        <translation>avisados</translation>
    </message>
    <message numerus="yes">
        <source>%n heard it</source>
        <translation>
            <numerusform>%Ln lo oyó</numerusform>
            <numerusform>%Ln lo oyeron</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete instances</source>
        <translation>Eliminar instancias</translation>
    </message>
    <message>
        <source>Replace instances</source>
        <translation>Sustituir instancias</translation>
    </message>
    <message>
        <source>Disable instances</source>
        <translation>Desactivar instancias</translation>
    </message>
    <message>
        <source>Enable instances</source>
        <translation>Activar instancias</translation>
    </message>
    <message>
        <source>Protect instances</source>
        <translation>Proteger instancias</translation>
    </message>
    <message>
        <source>Reset pairing</source>
        <translation>Rehacer vinculación</translation>
    </message>
    <message>
        <source>Unlink phone</source>
        <translation>Desvincular teléfono</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Esperando</translation>
    </message>
    <message>
        <source>Working…</source>
        <translation>Trabajando…</translation>
    </message>
    <message>
        <source>Waiting for proof</source>
        <translation>Esperando la comprobación</translation>
    </message>
    <message>
        <source>Gone from the server</source>
        <translation>Ya no está en el servidor</translation>
    </message>
    <message>
        <source>Written, being proven…</source>
        <translation>Escrito, comprobándose…</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Terminó</translation>
    </message>
    <message>
        <source>Done and proven</source>
        <translation>Hecho y comprobado</translation>
    </message>
    <message>
        <source>Nothing to do</source>
        <translation>Nada que hacer</translation>
    </message>
    <message>
        <source>Still there</source>
        <translation>Sigue ahí</translation>
    </message>
    <message>
        <source>Not all done</source>
        <translation>No todo hecho</translation>
    </message>
    <message>
        <source>Left as it was</source>
        <translation>Quedó como estaba</translation>
    </message>
    <message>
        <source>Not begun</source>
        <translation>No iniciada</translation>
    </message>
    <message>
        <source>was not there</source>
        <translation>no estaba</translation>
    </message>
    <message>
        <source>left as it was</source>
        <translation>queda como estaba</translation>
    </message>
    <message>
        <source>%1, printed %2</source>
        <extracomment>%1 is the environment, %2 a date and time</extracomment>
        <translation>%1, impreso el %2</translation>
    </message>
    <message>
        <source>Plans (*.steward-plan);;PDF files to be printed (*.pdf)</source>
        <translation>Planes (*.steward-plan);;Archivos PDF para imprimir (*.pdf)</translation>
    </message>
    <message numerus="yes">
        <source>instance(s) restarted</source>
        <translation>
            <numerusform>instancia reiniciada</numerusform>
            <numerusform>instancias reiniciadas</numerusform>
        </translation>
    </message>
    <message>
        <source>Set webhooks</source>
        <translation>Definir webhooks</translation>
    </message>
    <message>
        <source>Restart instances</source>
        <translation>Reiniciar instancias</translation>
    </message>
    <message numerus="yes">
        <source>Set %n webhook(s)</source>
        <translation>
            <numerusform>Definir %Ln webhook</numerusform>
            <numerusform>Definir %Ln webhooks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Restart %n instance(s)</source>
        <translation>
            <numerusform>Reiniciar %Ln instancia</numerusform>
            <numerusform>Reiniciar %Ln instancias</numerusform>
        </translation>
    </message>
    <message>
        <source>Set the webhook</source>
        <translation>Definir el webhook</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>Reiniciar</translation>
    </message>
    <message>
        <source>Tools, “Apply a saved plan…” opens it again.</source>
        <translation>Herramientas, «Aplicar un plan guardado…» lo abre de nuevo.</translation>
    </message>
</context>
<context>
    <name>steward::PlanReader</name>
    <message>
        <source>This plan was made by another version of Steward. Make it again with this one.</source>
        <translation>Este plan lo hizo otra versión de Steward. Hágalo de nuevo con esta.</translation>
    </message>
    <message>
        <source>This is not a plan as Steward writes it (see “%1”). Make the plan again.</source>
        <extracomment>%1 is the place of a field in a file, such as &quot;items[3].steps&quot;</extracomment>
        <translation>Esto no es un plan como lo escribe Steward (vea “%1”). Haga el plan de nuevo.</translation>
    </message>
</context>
<context>
    <name>steward::PlanRun</name>
    <message>
        <source>S&amp;top after this one</source>
        <translation>Parar &amp;después de esta</translation>
    </message>
    <message>
        <source>Not all of it is done.</source>
        <translation>No todo está hecho.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>No se cambió nada.</translation>
    </message>
    <message numerus="yes">
        <source>%n of %1 done</source>
        <extracomment>%n is how many of a plan&apos;s items are done, %1 how many it has</extracomment>
        <translation>
            <numerusform>%Ln de %1 hecha</numerusform>
            <numerusform>%Ln de %1 hechas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n still there</source>
        <translation>
            <numerusform>%Ln sigue ahí</numerusform>
            <numerusform>%Ln siguen ahí</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not all done</source>
        <translation>
            <numerusform>%Ln hecha solo en parte</numerusform>
            <numerusform>%Ln hechas solo en parte</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not begun</source>
        <translation>
            <numerusform>%Ln no iniciada</numerusform>
            <numerusform>%Ln no iniciadas</numerusform>
        </translation>
    </message>
    <message>
        <source>Reading the three stores once more before the first change…</source>
        <translation>Leyendo los tres almacenes una vez más antes del primer cambio…</translation>
    </message>
    <message>
        <source>done and proven</source>
        <translation>hecho y comprobado</translation>
    </message>
    <message>
        <source>working</source>
        <translation>trabajando</translation>
    </message>
    <message>
        <source>still there</source>
        <translation>sigue ahí</translation>
    </message>
    <message>
        <source>not all done</source>
        <translation>no todo hecho</translation>
    </message>
    <message>
        <source>left as it was</source>
        <translation>queda como estaba</translation>
    </message>
    <message>
        <source>not begun</source>
        <translation>no iniciada</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>esperando</translation>
    </message>
    <message>
        <source>%1 a minute</source>
        <extracomment>%1 is a number of instances</extracomment>
        <translation>%1 por minuto</translation>
    </message>
    <message>
        <source>about %1 left</source>
        <extracomment>%1 is a time such as &quot;3 min&quot;</extracomment>
        <translation>quedan unos %1</translation>
    </message>
    <message numerus="yes">
        <source>%n left as it was</source>
        <translation>
            <numerusform>%Ln quedó como estaba</numerusform>
            <numerusform>%Ln quedaron como estaban</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::PlanState</name>
    <message>
        <source>no number</source>
        <translation>ningún número</translation>
    </message>
    <message>
        <source>none</source>
        <translation>ninguno</translation>
    </message>
    <message>
        <source>no instance</source>
        <translation>ninguna instancia</translation>
    </message>
    <message>
        <source>It has been protected since.</source>
        <translation>Se protegió desde entonces.</translation>
    </message>
    <message>
        <source>Its protection has been removed since.</source>
        <translation>Su protección se quitó desde entonces.</translation>
    </message>
    <message>
        <source>The server does not list it any more, and did not say whether it still runs it.</source>
        <translation>El servidor ya no la lista, y no dijo si aún la ejecuta.</translation>
    </message>
    <message>
        <source>It is not on the server any more.</source>
        <translation>Ya no está en el servidor.</translation>
    </message>
    <message>
        <source>It is on the server now, and was not before.</source>
        <translation>Ahora está en el servidor, y antes no estaba.</translation>
    </message>
    <message>
        <source>The server still runs it but does not list it any more.</source>
        <translation>El servidor aún la ejecuta pero ya no la lista.</translation>
    </message>
    <message>
        <source>It was deleted and created again since.</source>
        <translation>Se eliminó y se creó de nuevo desde entonces.</translation>
    </message>
    <message>
        <source>Somebody has connected a phone since.</source>
        <translation>Alguien vinculó un teléfono desde entonces.</translation>
    </message>
    <message>
        <source>Its phone has been disconnected since.</source>
        <translation>Su teléfono se desconectó desde entonces.</translation>
    </message>
    <message>
        <source>On the server its number was %1 and now is %2.</source>
        <extracomment>%1 and %2 are phone numbers or &quot;no number&quot;</extracomment>
        <translation>En el servidor su número era %1 y ahora es %2.</translation>
    </message>
    <message>
        <source>The row %1 no longer names it.</source>
        <extracomment>%1 is a row&apos;s id</extracomment>
        <translation>La fila %1 ya no la nombra.</translation>
    </message>
    <message>
        <source>The row %1 names it now.</source>
        <extracomment>%1 is a row&apos;s id</extracomment>
        <translation>La fila %1 la nombra ahora.</translation>
    </message>
    <message>
        <source>Its row belonged to the organization %1 and now belongs to %2.</source>
        <extracomment>%1 and %2 are ids of organizations</extracomment>
        <translation>Su fila pertenecía a la organización %1 y ahora pertenece a %2.</translation>
    </message>
    <message>
        <source>Its row named %1 and now names %2.</source>
        <extracomment>%1 and %2 are names of instances</extracomment>
        <translation>Su fila nombraba %1 y ahora nombra %2.</translation>
    </message>
    <message>
        <source>The clinic of its row was %1 and now is %2.</source>
        <extracomment>%1 and %2 are ids of clinics or &quot;none&quot;</extracomment>
        <translation>La clínica de su fila era %1 y ahora es %2.</translation>
    </message>
    <message>
        <source>Its row has been switched on since.</source>
        <translation>Su fila se activó desde entonces.</translation>
    </message>
    <message>
        <source>Its row has been switched off since.</source>
        <translation>Su fila se desactivó desde entonces.</translation>
    </message>
    <message>
        <source>The status of its row was “%1” and now is “%2”.</source>
        <extracomment>%1 and %2 are status texts such as &quot;active&quot;</extracomment>
        <translation>El estado de su fila era “%1” y ahora es “%2”.</translation>
    </message>
    <message>
        <source>The number of its row was %1 and now is %2.</source>
        <extracomment>%1 and %2 are phone numbers or &quot;no number&quot;</extracomment>
        <translation>El número de su fila era %1 y ahora es %2.</translation>
    </message>
    <message>
        <source>Its cache entry now names another organization.</source>
        <translation>Su entrada de la caché nombra ahora otra organización.</translation>
    </message>
    <message>
        <source>The number of its cache entry was %1 and now is %2.</source>
        <extracomment>%1 and %2 are phone numbers or &quot;no number&quot;</extracomment>
        <translation>El número de su entrada de la caché era %1 y ahora es %2.</translation>
    </message>
</context>
<context>
    <name>steward::PlanStep</name>
    <message>
        <source>Server</source>
        <translation>Servidor</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Base</translation>
    </message>
    <message>
        <source>Cache</source>
        <translation>Caché</translation>
    </message>
    <message>
        <source>Workers</source>
        <translation>Programas</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>Perfil</translation>
    </message>
</context>
<context>
    <name>steward::PlanSummary</name>
    <message>
        <source>nothing to do</source>
        <translation>nada que hacer</translation>
    </message>
    <message numerus="yes">
        <source>%n instance(s)</source>
        <translation>
            <numerusform>%Ln instancia</numerusform>
            <numerusform>%Ln instancias</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%Ln fila</numerusform>
            <numerusform>%Ln filas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cache entry(s)</source>
        <translation>
            <numerusform>%Ln entrada de la caché</numerusform>
            <numerusform>%Ln entradas de la caché</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message queue(s)</source>
        <translation>
            <numerusform>%Ln cola de mensajes</numerusform>
            <numerusform>%Ln colas de mensajes</numerusform>
        </translation>
    </message>
    <message>
        <source>delete %1</source>
        <extracomment>%1 is a list such as &quot;5 instances, 1 row&quot;</extracomment>
        <translation>eliminar %1</translation>
    </message>
    <message numerus="yes">
        <source>disconnect %n phone(s)</source>
        <translation>
            <numerusform>desconectar %Ln teléfono</numerusform>
            <numerusform>desconectar %Ln teléfonos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>create %n instance(s)</source>
        <translation>
            <numerusform>crear %Ln instancia</numerusform>
            <numerusform>crear %Ln instancias</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>add %n row(s)</source>
        <translation>
            <numerusform>añadir %Ln fila</numerusform>
            <numerusform>añadir %Ln filas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>change %n row(s)</source>
        <translation>
            <numerusform>cambiar %Ln fila</numerusform>
            <numerusform>cambiar %Ln filas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>set %n webhook(s)</source>
        <translation>
            <numerusform>poner %Ln webhook</numerusform>
            <numerusform>poner %Ln webhooks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>write %n cache entry(s)</source>
        <translation>
            <numerusform>escribir %Ln entrada de la caché</numerusform>
            <numerusform>escribir %Ln entradas de la caché</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>change the protection of %n instance(s) in the profile</source>
        <translation>
            <numerusform>cambiar la protección de %Ln instancia en el perfil</numerusform>
            <numerusform>cambiar la protección de %Ln instancias en el perfil</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>send %n notice(s) to the workers</source>
        <translation>
            <numerusform>enviar %Ln aviso a los programas de mensajería</numerusform>
            <numerusform>enviar %Ln avisos a los programas de mensajería</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>restart %n instance(s)</source>
        <translation>
            <numerusform>reiniciar %Ln instancia</numerusform>
            <numerusform>reiniciar %Ln instancias</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::PlanText</name>
    <message>
        <source>no organization</source>
        <translation>ninguna organización</translation>
    </message>
    <message>
        <source>(no name)</source>
        <translation>(sin nombre)</translation>
    </message>
    <message>
        <source>no number</source>
        <translation>ningún número</translation>
    </message>
    <message>
        <source>%1 %2 → %3</source>
        <extracomment>%1 is what changes (such as &quot;status&quot;), %2 what it is now, %3 what it will be</extracomment>
        <translation>%1 %2 → %3</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <extracomment>%1 is what is written (such as &quot;status&quot;), %2 what it will be</extracomment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>names</source>
        <translation>nombra</translation>
    </message>
    <message>
        <source>organization</source>
        <translation>organización</translation>
    </message>
    <message>
        <source>clinic</source>
        <translation>clínica</translation>
    </message>
    <message>
        <source>none</source>
        <translation>ninguno</translation>
    </message>
    <message>
        <source>status</source>
        <translation>estado</translation>
    </message>
    <message>
        <source>number</source>
        <translation>número</translation>
    </message>
    <message>
        <source>expected number</source>
        <translation>número esperado</translation>
    </message>
    <message>
        <source>enabled</source>
        <translation>activada</translation>
    </message>
    <message>
        <source>disabled</source>
        <translation>desactivada</translation>
    </message>
    <message>
        <source>status %1</source>
        <extracomment>%1 is a status text of a row, such as &quot;active&quot;</extracomment>
        <translation>estado %1</translation>
    </message>
    <message>
        <source>cache entry of the instance %1</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>entrada de la caché de la instancia %1</translation>
    </message>
    <message>
        <source>cache entry of the new row&apos;s token</source>
        <translation>entrada de la caché del token de la fila nueva</translation>
    </message>
    <message>
        <source>cache entry of the token %1</source>
        <extracomment>%1 is the first characters of a webhook token</extracomment>
        <translation>entrada de la caché del token %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>%1 is what is done, %2 what stands there or what changes</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>goes to</source>
        <translation>va a</translation>
    </message>
    <message>
        <source>webhook of %1</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>webhook de %1</translation>
    </message>
    <message numerus="yes">
        <source>queues of %1, with %n message(s)</source>
        <extracomment>%1 is the name of an instance, %n the messages in its queue</extracomment>
        <translation>
            <numerusform>colas de %1, con %Ln mensaje</numerusform>
            <numerusform>colas de %1, con %Ln mensajes</numerusform>
        </translation>
    </message>
    <message>
        <source>row %1</source>
        <extracomment>%1 is a row&apos;s id</extracomment>
        <translation>fila %1</translation>
    </message>
    <message>
        <source>the webhook of %1 gets no events of a removal any more, so that the server does not wait for it</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>el webhook de %1 ya no recibe los eventos de una eliminación, para que el servidor no lo espere</translation>
    </message>
    <message>
        <source>disconnect the phone of %1</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>desconectar el teléfono de %1</translation>
    </message>
    <message>
        <source>delete the instance %1</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>eliminar la instancia %1</translation>
    </message>
    <message>
        <source>create the instance %1</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>crear la instancia %1</translation>
    </message>
    <message>
        <source>a new row</source>
        <translation>una fila nueva</translation>
    </message>
    <message>
        <source>delete the %1</source>
        <extracomment>%1 is &quot;row&quot; and a row&apos;s id</extracomment>
        <translation>eliminar: %1</translation>
    </message>
    <message>
        <source>protected</source>
        <translation>protegida</translation>
    </message>
    <message>
        <source>not protected any more</source>
        <translation>ya no protegida</translation>
    </message>
    <message>
        <source>is left as it is, and reserved while this is done</source>
        <translation>queda como está, y reservada mientras se hace esto</translation>
    </message>
    <message numerus="yes">
        <source>time left: %n second(s)</source>
        <translation>
            <numerusform>tiempo restante: %Ln segundo</numerusform>
            <numerusform>tiempo restante: %Ln segundos</numerusform>
        </translation>
    </message>
    <message>
        <source>drop the %1</source>
        <extracomment>%1 is &quot;entry of the instance …&quot; or &quot;entry of the token …&quot;</extracomment>
        <translation>descartar: %1</translation>
    </message>
    <message>
        <source>tell the workers about the new instance %1</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>avisar a los programas de mensajería de la instancia nueva %1</translation>
    </message>
    <message>
        <source>tell the workers that %1 is gone</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>avisar a los programas de mensajería de que %1 ya no está</translation>
    </message>
    <message>
        <source>the profile protects %1</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>el perfil protege %1</translation>
    </message>
    <message>
        <source>the profile does not protect %1 any more</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>el perfil ya no protege %1</translation>
    </message>
    <message>
        <source>(row without a name)</source>
        <translation>(fila sin nombre)</translation>
    </message>
    <message>
        <source>(key without an instance)</source>
        <translation>(clave sin instancia)</translation>
    </message>
    <message>
        <source>(empty name)</source>
        <translation>(nombre vacío)</translation>
    </message>
    <message>
        <source>left as it is: %1</source>
        <extracomment>%1 is a sentence that says why something is left as it is</extracomment>
        <translation>dejada como está: %1</translation>
    </message>
    <message>
        <source>nothing to do</source>
        <translation>nada que hacer</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n instance(s)</source>
        <extracomment>%1 is an organization or a phone number, %n the number of its instances</extracomment>
        <translation>
            <numerusform>%1: %Ln instancia</numerusform>
            <numerusform>%1: %Ln instancias</numerusform>
        </translation>
    </message>
    <message>
        <source>Steward would keep %1 (%2)</source>
        <extracomment>%1 is the name of an instance, %2 why it would be kept</extracomment>
        <translation>Steward conservaría %1 (%2)</translation>
    </message>
    <message>
        <source>keep %1 (%2)</source>
        <extracomment>%1 is the name of an instance, %2 why it is kept</extracomment>
        <translation>conservar %1 (%2)</translation>
    </message>
    <message>
        <source>events added: %1</source>
        <extracomment>%1 is a list of a webhook&apos;s events, such as &quot;CALL, CHATS_SET&quot;</extracomment>
        <translation>eventos añadidos: %1</translation>
    </message>
    <message>
        <source>events taken out: %1</source>
        <extracomment>%1 is a list of a webhook&apos;s events, such as &quot;CALL, CHATS_SET&quot;</extracomment>
        <translation>eventos quitados: %1</translation>
    </message>
    <message>
        <source>switched on</source>
        <translation>activado</translation>
    </message>
    <message>
        <source>restart %1: its connection drops for a moment</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>reiniciar %1: su conexión se corta un momento</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>conectada</translation>
    </message>
    <message>
        <source>pairing</source>
        <translation>vinculando</translation>
    </message>
    <message>
        <source>disconnected</source>
        <translation>desconectada</translation>
    </message>
    <message>
        <source>state not known</source>
        <translation>estado no conocido</translation>
    </message>
</context>
<context>
    <name>steward::PostgresDatabaseAdapter</name>
    <message>
        <source>The change was sent to the database and its answer was lost, so it may have happened. Read again before doing it once more.</source>
        <translation>El cambio se envió a la base de datos y su respuesta se perdió, así que puede haberse hecho. Lea de nuevo antes de repetirlo.</translation>
    </message>
    <message>
        <source>A rule of the database forbids this change, for instance because other records depend on the row, or because the organization already has one. Read again and look at the row.</source>
        <translation>Una regla de la base de datos prohíbe este cambio, por ejemplo porque otros registros dependen de la fila, o porque la organización ya tiene una. Lea de nuevo y mire la fila.</translation>
    </message>
    <message>
        <source>The database accepts no changes at the moment. Ask its administrator why it is set to read-only.</source>
        <translation>La base de datos no acepta cambios en este momento. Pregunte a su administrador por qué está en solo lectura.</translation>
    </message>
    <message>
        <source>The database</source>
        <translation>La base de datos</translation>
    </message>
    <message>
        <source>This profile only reads, so the database was left as it is. Choose a profile that may change it.</source>
        <translation>Este perfil solo lee, así que la base de datos se dejó como está. Elija un perfil que pueda cambiarla.</translation>
    </message>
    <message>
        <source>The system&apos;s certificates could not be written into Steward&apos;s data directory. Check that it is there and writable, or enter a CA file in the profile.</source>
        <translation>Los certificados del sistema no se pudieron escribir en la carpeta de datos de Steward. Verifique que existe y se puede escribir, o indique un archivo de la CA en el perfil.</translation>
    </message>
    <message>
        <source>The CA file for the database cannot be read. Check its path in the profile.</source>
        <translation>El archivo de la CA de la base de datos no se puede leer. Revise su ruta en el perfil.</translation>
    </message>
    <message>
        <source>The database&apos;s sslmode is unknown: %1. Use verify-full.</source>
        <extracomment>%1 is the mode as it was entered</extracomment>
        <translation>El sslmode de la base de datos es desconocido: %1. Use verify-full.</translation>
    </message>
</context>
<context>
    <name>steward::PostgresDoctor</name>
    <message>
        <source>%1 answers.</source>
        <extracomment>%1 is a host&apos;s name</extracomment>
        <translation>%1 responde.</translation>
    </message>
    <message>
        <source>Signed in as %1.</source>
        <extracomment>%1 is a database role&apos;s name</extracomment>
        <translation>Entró como %1.</translation>
    </message>
    <message>
        <source>PostgreSQL %1.</source>
        <extracomment>%1 is a version number</extracomment>
        <translation>PostgreSQL %1.</translation>
    </message>
    <message>
        <source>Encrypted, and the certificate was verified.</source>
        <translation>Cifrada, y el certificado se verificó.</translation>
    </message>
    <message>
        <source>Encrypted, but the certificate was not verified.</source>
        <translation>Cifrada, pero el certificado no se verificó.</translation>
    </message>
    <message>
        <source>Not encrypted.</source>
        <translation>Sin cifrar.</translation>
    </message>
    <message>
        <source>The connection stays on this computer.</source>
        <translation>La conexión se queda en esta computadora.</translation>
    </message>
    <message>
        <source>This is a replica.</source>
        <translation>Esta es una réplica.</translation>
    </message>
    <message>
        <source>This is the primary.</source>
        <translation>Este es el primario.</translation>
    </message>
    <message>
        <source>There is no table %1.</source>
        <extracomment>%1 is a table&apos;s name</extracomment>
        <translation>No hay la tabla %1.</translation>
    </message>
    <message>
        <source>The table %1 lacks these columns: %2.</source>
        <extracomment>%1 is a table&apos;s name, %2 a list of its columns</extracomment>
        <translation>En la tabla %1 faltan estas columnas: %2.</translation>
    </message>
    <message>
        <source>The table %1 is there.</source>
        <extracomment>%1 is a table&apos;s name</extracomment>
        <translation>La tabla %1 existe.</translation>
    </message>
    <message>
        <source>Organizations cannot be read, so their ids are shown instead of names.</source>
        <translation>Las organizaciones no se pueden leer, así que se muestran sus ID en lugar de sus nombres.</translation>
    </message>
    <message>
        <source>Clinics cannot be read, so their ids are shown instead of names.</source>
        <translation>Las clínicas no se pueden leer, así que se muestran sus ID en lugar de sus nombres.</translation>
    </message>
    <message>
        <source>The table can be read.</source>
        <translation>La tabla se puede leer.</translation>
    </message>
    <message>
        <source>No policy hides rows from this role.</source>
        <translation>Ninguna política oculta filas a este rol.</translation>
    </message>
    <message>
        <source>A policy may hide rows from this role.</source>
        <translation>Una política puede ocultar filas a este rol.</translation>
    </message>
    <message>
        <source>This profile only reads.</source>
        <translation>Este perfil solo lee.</translation>
    </message>
    <message>
        <source>Rows can be inserted, updated and deleted.</source>
        <translation>Las filas se pueden insertar, cambiar y eliminar.</translation>
    </message>
    <message>
        <source>Rows cannot be inserted, updated or deleted by this role.</source>
        <translation>Este rol no puede insertar, cambiar ni eliminar filas.</translation>
    </message>
    <message>
        <source>There is no function %1.</source>
        <extracomment>%1 is a function&apos;s name</extracomment>
        <translation>No hay la función %1.</translation>
    </message>
    <message>
        <source>This role may not call %1.</source>
        <extracomment>%1 is a function&apos;s name</extracomment>
        <translation>Este rol no puede llamar a %1.</translation>
    </message>
    <message>
        <source>%1 may be called.</source>
        <extracomment>%1 is a function&apos;s name</extracomment>
        <translation>%1 se puede llamar.</translation>
    </message>
    <message>
        <source>Connected directly.</source>
        <translation>Conexión directa.</translation>
    </message>
    <message>
        <source>Connected through a pooler in session mode.</source>
        <translation>Conexión por un pooler en modo de sesión.</translation>
    </message>
    <message>
        <source>Connected through a pooler in transaction mode.</source>
        <translation>Conexión por un pooler en modo de transacción.</translation>
    </message>
</context>
<context>
    <name>steward::Practice</name>
    <message>
        <source>Everything may be read.</source>
        <translation>Todo se puede leer.</translation>
    </message>
    <message>
        <source>No policy hides a row.</source>
        <translation>Ninguna política oculta una fila.</translation>
    </message>
    <message>
        <source>Everything may be changed: these are practice data.</source>
        <translation>Todo se puede cambiar: son datos de práctica.</translation>
    </message>
    <message>
        <source>Integrations may be saved.</source>
        <translation>Las integraciones se pueden guardar.</translation>
    </message>
    <message>
        <source>The workers can be told.</source>
        <translation>Se puede avisar a los programas de mensajería.</translation>
    </message>
    <message>
        <source>It lives inside Steward and always answers.</source>
        <translation>Vive dentro de Steward y siempre responde.</translation>
    </message>
    <message>
        <source>Nothing leaves this computer.</source>
        <translation>Nada sale de esta computadora.</translation>
    </message>
    <message>
        <source>None are needed.</source>
        <translation>No hace falta ninguna.</translation>
    </message>
    <message>
        <source>It behaves like version %1.</source>
        <extracomment>%1 is a version number, such as 2.3.6</extracomment>
        <translation>Se comporta como la versión %1.</translation>
    </message>
    <message>
        <source>It is the primary.</source>
        <translation>Es el primario.</translation>
    </message>
    <message>
        <source>All the data that Steward needs is there.</source>
        <translation>Todos los datos que Steward necesita están aquí.</translation>
    </message>
    <message>
        <source>The connection is direct.</source>
        <translation>La conexión es directa.</translation>
    </message>
    <message>
        <source>The practice server</source>
        <translation>El servidor de práctica</translation>
    </message>
    <message>
        <source>The practice database</source>
        <translation>La base de datos de práctica</translation>
    </message>
    <message>
        <source>The practice cache</source>
        <translation>La caché de práctica</translation>
    </message>
    <message>
        <source>%1 could not be used. %2 Try again, or ask the doctor.</source>
        <extracomment>%1 is a store, such as &quot;The practice server&quot;; %2 is the cause, a whole sentence</extracomment>
        <translation>%1 no se pudo usar. %2 Inténtelo de nuevo, o consulte el diagnóstico.</translation>
    </message>
    <message>
        <source>%1 is open for reading only. Use a profile that allows changes.</source>
        <extracomment>%1 is a store, such as &quot;The practice server&quot;</extracomment>
        <translation>%1 solo permite leer. Use un perfil que permita cambios.</translation>
    </message>
    <message>
        <source>No request can reach an instance named &quot;%1&quot;. Ask the server&apos;s administrator to remove it.</source>
        <extracomment>%1 is an instance&apos;s name, which is empty or consists of dots</extracomment>
        <translation>Ninguna petición llega a una instancia llamada &quot;%1&quot;. Pida al administrador del servidor que la quite.</translation>
    </message>
    <message>
        <source>The practice server has no instance named &quot;%1&quot;. Read again.</source>
        <extracomment>%1 is an instance&apos;s name</extracomment>
        <translation>El servidor de práctica no tiene ninguna instancia llamada &quot;%1&quot;. Lea de nuevo.</translation>
    </message>
    <message>
        <source>The name &quot;%1&quot; is already in use at the practice server. Choose another one.</source>
        <extracomment>%1 is an instance&apos;s name</extracomment>
        <translation>El nombre &quot;%1&quot; ya está en uso en el servidor de práctica. Elija otro.</translation>
    </message>
    <message>
        <source>None is needed.</source>
        <translation>No hace falta ninguna.</translation>
    </message>
</context>
<context>
    <name>steward::PracticeDatabase</name>
    <message>
        <source>An integration needs an organization and a name of readable text. Check both.</source>
        <translation>Una integración necesita una organización y un nombre de texto legible. Revise ambos.</translation>
    </message>
    <message>
        <source>The organization already has an enabled integration. Read again.</source>
        <translation>La organización ya tiene una integración activa. Lea de nuevo.</translation>
    </message>
    <message>
        <source>What was kept of the deleted integration cannot be read, so it was not restored. Create a new one instead.</source>
        <translation>Lo que se guardó de la integración eliminada no se puede leer, así que no se restauró. Cree una nueva.</translation>
    </message>
</context>
<context>
    <name>steward::PracticeGuards</name>
    <message>
        <source>It is not there.</source>
        <translation>No existe.</translation>
    </message>
</context>
<context>
    <name>steward::PracticeServer</name>
    <message>
        <source>The server cannot make an instance of this name. Choose a name of plain text.</source>
        <translation>El servidor no puede crear una instancia con este nombre. Elija un nombre de texto sencillo.</translation>
    </message>
    <message>
        <source>An instance&apos;s name may have at most 255 characters. Choose a shorter one.</source>
        <translation>El nombre de una instancia puede tener como máximo 255 caracteres. Elija uno más corto.</translation>
    </message>
</context>
<context>
    <name>steward::PrivateFile</name>
    <message>
        <source>The file %1 could not be written. See whether the disk is full and whether you may write there.</source>
        <extracomment>%1 is a file&apos;s path</extracomment>
        <translation>El archivo %1 no se pudo escribir. Vea si el disco está lleno y si usted puede escribir allí.</translation>
    </message>
    <message>
        <source>Reading the file %1 failed half-way. Try again, or see whether the disk is well.</source>
        <extracomment>%1 is a file&apos;s path</extracomment>
        <translation>La lectura del archivo %1 falló a la mitad. Inténtelo de nuevo, o vea si el disco está bien.</translation>
    </message>
    <message>
        <source>The file %1 is far too large for what it should hold. Choose another file.</source>
        <extracomment>%1 is a file&apos;s path</extracomment>
        <translation>El archivo %1 es demasiado grande para lo que debería contener. Elija otro archivo.</translation>
    </message>
    <message>
        <source>The folder %1 could not be made. Choose another one, or see whether you may write there.</source>
        <extracomment>%1 is a folder&apos;s path</extracomment>
        <translation>La carpeta %1 no se pudo crear. Elija otra, o vea si usted puede escribir allí.</translation>
    </message>
</context>
<context>
    <name>steward::ProblemGroup</name>
    <message>
        <source>Duplicates</source>
        <translation>Duplicados</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Conexión</translation>
    </message>
    <message>
        <source>Missing or extra</source>
        <translation>Falta o sobra</translation>
    </message>
    <message>
        <source>Cache</source>
        <translation>Caché</translation>
    </message>
    <message>
        <source>Details differ</source>
        <translation>Detalles difieren</translation>
    </message>
</context>
<context>
    <name>steward::ProblemLine</name>
    <message>
        <source>%1: %2</source>
        <extracomment>A screen reader says it: %1 is a problem such as &quot;Duplicate&quot;, %2 a number of rows</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1 ?</source>
        <extracomment>A number of rows, where a store that was not read may hide more</extracomment>
        <translation>%1 ?</translation>
    </message>
    <message>
        <source>%1 or more</source>
        <extracomment>A screen reader says it: %1 is &quot;Duplicate: 5&quot;</extracomment>
        <translation>%1 o más</translation>
    </message>
</context>
<context>
    <name>steward::ProblemList</name>
    <message>
        <source>Errors</source>
        <translation>Errores</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>Advertencias</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notas</translation>
    </message>
    <message numerus="yes">
        <source>%n instance(s)</source>
        <translation>
            <numerusform>%Ln instancia</numerusform>
            <numerusform>%Ln instancias</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %n of them counted above</source>
        <extracomment>%1 is &quot;27 instances&quot;, of which %n stand among the errors too</extracomment>
        <translation>
            <numerusform>%1, %Ln de ellas contada arriba</numerusform>
            <numerusform>%1, %Ln de ellas contadas arriba</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more kind(s)</source>
        <translation>
            <numerusform>%Ln tipo más</numerusform>
            <numerusform>%Ln tipos más</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>%1 is &quot;9 more kinds&quot;, %2 &quot;10 instances&quot;</extracomment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Mostrar todas</translation>
    </message>
    <message>
        <source>Show all problems</source>
        <translation>Mostrar todos los problemas</translation>
    </message>
    <message>
        <source>A store was not read. It may hide more problems.</source>
        <translation>Un almacén no se leyó. Puede ocultar más problemas.</translation>
    </message>
    <message>
        <source>Everything agrees. All instances say the same in all three stores.</source>
        <translation>Todo coincide. Todas las instancias dicen lo mismo en los tres almacenes.</translation>
    </message>
    <message>
        <source>No instances yet. The stores were read and are empty.</source>
        <translation>Aún no hay instancias. Los almacenes se leyeron y están vacíos.</translation>
    </message>
</context>
<context>
    <name>steward::ProcessLock</name>
    <message>
        <source>The file %1 could not be locked. Check whether the disk is full and whether you may write there.</source>
        <extracomment>%1 is a file&apos;s path</extracomment>
        <translation>El archivo %1 no se pudo bloquear. Verifique si el disco está lleno y si usted puede escribir allí.</translation>
    </message>
    <message>
        <source>Another Steward keeps the journal busy. Try again, or close the other one.</source>
        <translation>Otro Steward tiene ocupado el diario. Inténtelo de nuevo, o cierre el otro.</translation>
    </message>
</context>
<context>
    <name>steward::Profile</name>
    <message>
        <source>The profile names no Evolution API server. Enter its address in the profile.</source>
        <translation>El perfil no indica ningún servidor Evolution API. Escriba su dirección en el perfil.</translation>
    </message>
    <message>
        <source>The profile lacks the database&apos;s host, name or user. Enter it in the profile.</source>
        <translation>Al perfil le falta el host, el nombre o el usuario de la base de datos. Escríbalo en el perfil.</translation>
    </message>
    <message>
        <source>The profile names no Redis server. Enter its address in the profile.</source>
        <translation>El perfil no indica ningún servidor Redis. Escriba su dirección en el perfil.</translation>
    </message>
    <message>
        <source>The webhook address has braces that are not known. Only {webhook_token} and {instance_name} are filled in.</source>
        <translation>La dirección del webhook tiene llaves que no se conocen. Solo se rellenan {webhook_token} e {instance_name}.</translation>
    </message>
    <message>
        <source>The webhook address is not of the form https://host/path.</source>
        <translation>La dirección del webhook no tiene la forma https://host/ruta.</translation>
    </message>
    <message>
        <source>The webhook address holds a user or a password. Remove it, or use {webhook_token} in the path.</source>
        <translation>La dirección del webhook contiene un usuario o una contraseña. Quítelo, o use {webhook_token} en la ruta.</translation>
    </message>
</context>
<context>
    <name>steward::ProfileActions</name>
    <message>
        <source>Open a profile file</source>
        <translation>Abrir un archivo de perfil</translation>
    </message>
    <message>
        <source>Save the profile to a file</source>
        <translation>Guardar el perfil en un archivo</translation>
    </message>
    <message>
        <source>Remove the profile</source>
        <translation>Quitar el perfil</translation>
    </message>
    <message>
        <source>Remove the profile %1 from this computer?</source>
        <extracomment>%1 is the profile&apos;s name</extracomment>
        <translation>¿Quitar el perfil %1 de esta computadora?</translation>
    </message>
    <message>
        <source>Its addresses and passwords are forgotten here. The servers themselves stay as they are.</source>
        <translation>Sus direcciones y contraseñas se olvidan aquí. Los servidores quedan como están.</translation>
    </message>
    <message>
        <source>&amp;Remove the Profile</source>
        <translation>&amp;Quitar el perfil</translation>
    </message>
    <message>
        <source>Profiles (*.steward-profile *.json);;All files (*)</source>
        <translation>Perfiles (*.steward-profile *.json);;Todos los archivos (*)</translation>
    </message>
    <message>
        <source>Profiles (*.steward-profile)</source>
        <translation>Perfiles (*.steward-profile)</translation>
    </message>
    <message>
        <source>These workspaces are here already.</source>
        <translation>Estos espacios de trabajo ya están aquí.</translation>
    </message>
    <message numerus="yes">
        <source>%n workspace(s) were added. The key and the passwords are asked for when you open one.</source>
        <translation>
            <numerusform>Se añadió %Ln espacio de trabajo. La clave y las contraseñas se piden cuando lo abra.</numerusform>
            <numerusform>Se añadieron %Ln espacios de trabajo. La clave y las contraseñas se piden cuando abra uno.</numerusform>
        </translation>
    </message>
    <message>
        <source>Save all profiles to a file</source>
        <translation>Guardar todos los perfiles en un archivo</translation>
    </message>
    <message>
        <source>Saved without keys and passwords.</source>
        <translation>Guardado sin claves ni contraseñas.</translation>
    </message>
    <message>
        <source>Your administrator has set this workspace. It cannot be removed here.</source>
        <translation>Su administrador ha fijado este espacio de trabajo. No se puede quitar aquí.</translation>
    </message>
</context>
<context>
    <name>steward::ProfileContext</name>
    <message>
        <source>Practice</source>
        <translation>Práctica</translation>
    </message>
</context>
<context>
    <name>steward::ProfileEditor</name>
    <message>
        <source>Choose a certificate</source>
        <translation>Elegir un certificado</translation>
    </message>
    <message>
        <source>Certificates and keys (*.pem *.crt *.cer *.key);;All files (*)</source>
        <translation>Certificados y claves (*.pem *.crt *.cer *.key);;Todos los archivos (*)</translation>
    </message>
    <message>
        <source>Connect to your servers</source>
        <translation>Conectar con sus servidores</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Conexiones</translation>
    </message>
    <message>
        <source>Names and webhook</source>
        <translation>Nombres y webhook</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>Límites</translation>
    </message>
    <message>
        <source>Filled in: %1.</source>
        <extracomment>%1 lists what was pasted, such as &quot;database address, database password&quot;</extracomment>
        <translation>Rellenado: %1.</translation>
    </message>
    <message numerus="yes">
        <source>%n other variable(s) were left out.</source>
        <translation>
            <numerusform>%Ln variable más quedó fuera.</numerusform>
            <numerusform>%Ln variables más quedaron fuera.</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Save and open</source>
        <translation>&amp;Guardar y abrir</translation>
    </message>
    <message>
        <source>Sa&amp;ve</source>
        <translation>Gua&amp;rdar</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>No se cambió nada.</translation>
    </message>
    <message>
        <source>What is saved is exported, not what was entered since.</source>
        <translation>Se exporta lo guardado, no lo que se introdujo después.</translation>
    </message>
    <message>
        <source>Asks for a typed confirmation</source>
        <translation>Pide una confirmación escrita</translation>
    </message>
    <message>
        <source>Give the workspace a name first.</source>
        <translation>Dé antes un nombre al espacio de trabajo.</translation>
    </message>
    <message>
        <source>The address is another one, so its key or password has to be entered anew.</source>
        <translation>La dirección es otra, así que hay que escribir de nuevo su clave o contraseña.</translation>
    </message>
    <message>
        <source>Your administrator has set this workspace. Only its key and passwords are yours.</source>
        <translation>Su administrador ha fijado este espacio de trabajo. Solo la clave y las contraseñas son suyas.</translation>
    </message>
</context>
<context>
    <name>steward::ProfileFile</name>
    <message>
        <source>one host&apos;s name or address</source>
        <translation>el nombre o la dirección de un host</translation>
    </message>
    <message>
        <source>a mode that libpq knows, such as verify-full</source>
        <translation>un modo que conoce libpq, como verify-full</translation>
    </message>
    <message>
        <source>tcp, tls or unix</source>
        <translation>tcp, tls o unix</translation>
    </message>
    <message>
        <source>a list of instance names</source>
        <translation>una lista de nombres de instancias</translation>
    </message>
    <message>
        <source>production, staging or development</source>
        <translation>production, staging o development</translation>
    </message>
    <message>
        <source>This is no profile: it is far too large. Choose another file.</source>
        <translation>Esto no es un perfil: es demasiado grande. Elija otro archivo.</translation>
    </message>
    <message>
        <source>This is no profile: it is not a JSON document. Choose a file that Steward exported.</source>
        <translation>Esto no es un perfil: no es un documento JSON. Elija un archivo que Steward exportó.</translation>
    </message>
    <message>
        <source>This is no profile: it names no version. Choose a file that Steward exported.</source>
        <translation>Esto no es un perfil: no indica versión. Elija un archivo que Steward exportó.</translation>
    </message>
    <message>
        <source>This profile was written by another version of Steward, which this one cannot read. Update Steward.</source>
        <translation>Este perfil lo escribió otra versión de Steward, que esta no sabe leer. Actualice Steward.</translation>
    </message>
    <message>
        <source>This profile holds a secret in the field %1. Remove it from the file; Steward asks for secrets and keeps them in this computer&apos;s keychain.</source>
        <extracomment>%1 is a field&apos;s name such as database.password</extracomment>
        <translation>Este perfil contiene un secreto en el campo %1. Quítelo del archivo; Steward pide los secretos y los guarda en el llavero de esta computadora.</translation>
    </message>
    <message>
        <source>This profile cannot be used: the field %1 must be %2.</source>
        <extracomment>%1 is a field&apos;s name such as cache.port, %2 completes the sentence, such as &quot;a whole number from 1 to 9&quot;</extracomment>
        <translation>Este perfil no se puede usar: el campo %1 debe ser %2.</translation>
    </message>
    <message>
        <source>This profile cannot be used: it has a field that this version of Steward does not know.</source>
        <translation>Este perfil no se puede usar: tiene un campo que esta versión de Steward no conoce.</translation>
    </message>
</context>
<context>
    <name>steward::ProfilePage</name>
    <message>
        <source>Sections of the workspace&apos;s settings</source>
        <translation>Secciones de los ajustes del espacio de trabajo</translation>
    </message>
    <message>
        <source>New workspace</source>
        <translation>Espacio de trabajo nuevo</translation>
    </message>
    <message>
        <source>This workspace</source>
        <translation>Este espacio de trabajo</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Conexiones</translation>
    </message>
    <message>
        <source>Names and webhook</source>
        <translation>Nombres y webhook</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>Límites</translation>
    </message>
</context>
<context>
    <name>steward::ProfileService</name>
    <message>
        <source>The file cannot be read. Nothing was changed.</source>
        <translation>El archivo no se puede leer. No se cambió nada.</translation>
    </message>
    <message>
        <source>The file is too long for a .env file. Nothing was changed.</source>
        <translation>El archivo es demasiado largo para un archivo .env. No se cambió nada.</translation>
    </message>
    <message>
        <source>This is not the API key with which the workspace was opened.</source>
        <translation>Esta no es la clave de API con la que se abrió el espacio de trabajo.</translation>
    </message>
    <message>
        <source>This workspace was changed elsewhere meanwhile, so nothing was saved. Save again to put what stands here in its place, or leave without saving to keep the change.</source>
        <translation>Este espacio de trabajo se cambió entretanto en otro lugar, así que no se guardó nada. Guarde de nuevo para poner en su lugar lo que está aquí, o salga sin guardar para conservar el cambio.</translation>
    </message>
</context>
<context>
    <name>steward::ProfileStore</name>
    <message>
        <source>There is no profile named %1. See which there are in the list of profiles.</source>
        <extracomment>%1 is a profile&apos;s name as typed</extracomment>
        <translation>No hay ningún perfil llamado %1. Vea cuáles hay en la lista de perfiles.</translation>
    </message>
    <message>
        <source>The profiles in %1 could not be listed. See whether you may read that folder.</source>
        <extracomment>%1 is a folder&apos;s path</extracomment>
        <translation>Los perfiles de %1 no se pudieron listar. Vea si usted puede leer esa carpeta.</translation>
    </message>
    <message>
        <source>Several profiles have that name. Say which by its short name: %1 or %2.</source>
        <extracomment>%1 and %2 are the short names (ids) of two profiles</extracomment>
        <translation>Varios perfiles tienen ese nombre. Diga cuál por su nombre corto: %1 o %2.</translation>
    </message>
    <message>
        <source>The profile&apos;s file %1 could not be removed. See whether you may write to its folder.</source>
        <extracomment>%1 is a file&apos;s path</extracomment>
        <translation>El archivo del perfil %1 no se pudo quitar. Vea si usted puede escribir en su carpeta.</translation>
    </message>
    <message>
        <source>Your administrator has set this profile, so it cannot be changed here.</source>
        <translation>Su administrador ha fijado este perfil, así que no se puede cambiar aquí.</translation>
    </message>
    <message>
        <source>These are no profiles of a team. %1</source>
        <extracomment>%1 is a sentence that says what is wrong with the file</extracomment>
        <translation>Estos no son perfiles de un equipo. %1</translation>
    </message>
</context>
<context>
    <name>steward::ProfilesCommand</name>
    <message>
        <source>reads only</source>
        <translation>solo lee</translation>
    </message>
    <message>
        <source>may change</source>
        <translation>puede cambiar</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Entorno</translation>
    </message>
    <message>
        <source>Access</source>
        <translation>Acceso</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Servidor</translation>
    </message>
    <message>
        <source>ID</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>There are no profiles yet. Create one in Steward&apos;s window.</source>
        <translation>Aún no hay perfiles. Cree uno en la ventana de Steward.</translation>
    </message>
    <message>
        <source>creates and pairs</source>
        <translation>crea y vincula</translation>
    </message>
    <message>
        <source>Saved in %1, without keys and passwords.</source>
        <extracomment>%1 is a file&apos;s name</extracomment>
        <translation>Guardado en %1, sin claves ni contraseñas.</translation>
    </message>
    <message>
        <source>Imported: %1 (%2)</source>
        <extracomment>%1 is a profile&apos;s name, %2 its short name for --profile</extracomment>
        <translation>Importado: %1 (%2)</translation>
    </message>
    <message>
        <source>Here already: %1</source>
        <extracomment>%1 is a profile&apos;s name</extracomment>
        <translation>Ya está aquí: %1</translation>
    </message>
    <message>
        <source>Their keys and passwords are asked for when they are opened in the window.</source>
        <translation>Las claves y contraseñas se piden al abrirlos en la ventana.</translation>
    </message>
</context>
<context>
    <name>steward::ProgramVersion</name>
    <message>
        <source>no TLS</source>
        <extracomment>instead of the name and version of the library that encrypts connections</extracomment>
        <translation>sin TLS</translation>
    </message>
    <message>
        <source>no %1</source>
        <extracomment>%1 is the name of a library that is missing</extracomment>
        <translation>sin %1</translation>
    </message>
    <message>
        <source>commit %1</source>
        <extracomment>%1 is the version control system&apos;s name of what the program was built from</extracomment>
        <translation>commit %1</translation>
    </message>
</context>
<context>
    <name>steward::QrExporter</name>
    <message>
        <source>Expires at %1</source>
        <extracomment>%1 is a time of day</extracomment>
        <translation>Caduca a las %1</translation>
    </message>
    <message>
        <source>Expires within 45 seconds</source>
        <translation>Caduca en menos de 45 segundos</translation>
    </message>
    <message>
        <source>The picture is on the clipboard.</source>
        <translation>La imagen está en el portapapeles.</translation>
    </message>
    <message>
        <source>Save the code</source>
        <translation>Guardar el código</translation>
    </message>
    <message>
        <source>PNG pictures (*.png)</source>
        <translation>Imágenes PNG (*.png)</translation>
    </message>
    <message>
        <source>SVG pictures (*.svg)</source>
        <translation>Imágenes SVG (*.svg)</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <extracomment>%1 is a file</extracomment>
        <translation>Guardado como %1</translation>
    </message>
</context>
<context>
    <name>steward::QrView</name>
    <message>
        <source>QR code</source>
        <translation>Código QR</translation>
    </message>
    <message>
        <source>To be scanned with the phone&apos;s WhatsApp, under linked devices.</source>
        <translation>Para escanear con el WhatsApp del teléfono, en Dispositivos vinculados.</translation>
    </message>
</context>
<context>
    <name>steward::QuestionProgress</name>
    <message>
        <source>Asking the server: %1 of %2 questions answered.</source>
        <extracomment>%1 and %2 are numbers of questions</extracomment>
        <translation>Preguntando al servidor: %1 de %2 preguntas respondidas.</translation>
    </message>
</context>
<context>
    <name>steward::QueuePanel</name>
    <message>
        <source>Stop pairing</source>
        <translation>Parar de vincular</translation>
    </message>
    <message>
        <source>Skip this one</source>
        <translation>Omitir esta</translation>
    </message>
</context>
<context>
    <name>steward::Quieting</name>
    <message>
        <source>The server said that it took these events out of the webhook, but still has them.</source>
        <translation>El servidor dijo que sacó estos eventos del webhook, pero aún los tiene.</translation>
    </message>
    <message>
        <source>Nothing was deleted or logged out: the server would report it to the webhook, and later could delete the new instance of the same name. Steward could not switch these reports off. %1 Try again when the server answers, or use a new name.</source>
        <extracomment>%1 is a sentence that says why, or nothing</extracomment>
        <translation>No se eliminó ni desconectó nada: el servidor lo comunicaría al webhook, y después podría eliminar la instancia nueva del mismo nombre. Steward no pudo apagar estos avisos. %1 Inténtelo de nuevo cuando el servidor responda, o use un nombre nuevo.</translation>
    </message>
</context>
<context>
    <name>steward::RailButton</name>
    <message>
        <source>%1 (%2)</source>
        <extracomment>A tool tip: %1 is the page, %2 its key</extracomment>
        <translation>%1 (%2)</translation>
    </message>
</context>
<context>
    <name>steward::ReadingHistory</name>
    <message>
        <source>The history in %1 is of another version of Steward. This one leaves it as it is.</source>
        <extracomment>%1 is a file&apos;s path</extracomment>
        <translation>El historial de %1 es de otra versión de Steward. Esta lo deja como está.</translation>
    </message>
    <message>
        <source>The history in %1 is damaged. Begin a new one; the damaged file is kept beside it.</source>
        <extracomment>%1 is a file&apos;s path</extracomment>
        <translation>El historial de %1 está dañado. Empiece uno nuevo; el archivo dañado se guarda al lado.</translation>
    </message>
    <message>
        <source>Another program holds the history in %1. This reading is not in it.</source>
        <extracomment>%1 is a file&apos;s path</extracomment>
        <translation>Otro programa retiene el historial de %1. Esta lectura no está en él.</translation>
    </message>
    <message>
        <source>The history in %1 could not be written. Check whether the disk is full and whether you may write there.</source>
        <extracomment>%1 is a file&apos;s path</extracomment>
        <translation>El historial de %1 no se pudo escribir. Verifique si el disco está lleno y si usted puede escribir allí.</translation>
    </message>
    <message>
        <source>The file %1 could not be renamed. Check whether you may write there.</source>
        <extracomment>%1 is a file&apos;s path</extracomment>
        <translation>El archivo %1 no se pudo renombrar. Verifique si usted puede escribir allí.</translation>
    </message>
</context>
<context>
    <name>steward::RedisCacheAdapter</name>
    <message>
        <source>This profile is read-only, so nothing in Redis was changed. Choose a profile that may make changes.</source>
        <translation>Este perfil es de solo lectura, así que no se cambió nada en Redis. Elija un perfil que pueda hacer cambios.</translation>
    </message>
    <message>
        <source>Redis (%1) refused a command: %2. Show this to your administrator.</source>
        <extracomment>%1 is the address of a Redis server, %2 what it said, in its own language</extracomment>
        <translation>Redis (%1) rechazó un comando: %2. Muestre esto a su administrador.</translation>
    </message>
    <message>
        <source>Redis (%1): %2 %3</source>
        <extracomment>%1 is the address of a Redis server, %2 a sentence saying what is wrong, %3 one saying what mends it</extracomment>
        <translation>Redis (%1): %2 %3</translation>
    </message>
    <message>
        <source>Redis (%1)</source>
        <extracomment>%1 is the address of a Redis server</extracomment>
        <translation>Redis (%1)</translation>
    </message>
    <message>
        <source>Redis (%1) was sent a change, but its answer did not come: it may have happened. Read again before you go on.</source>
        <extracomment>%1 is the address of a Redis server</extracomment>
        <translation>Se envió un cambio a Redis (%1), pero su respuesta no llegó: puede haberse hecho. Lea de nuevo antes de seguir.</translation>
    </message>
    <message>
        <source>The client certificate&apos;s file for Redis holds no certificate that can be read. Choose a PEM file in the profile, or correct STEWARD_REDIS_CERT_FILE.</source>
        <translation>El archivo del certificado del cliente para Redis no tiene ningún certificado que se pueda leer. Elija un archivo PEM en el perfil, o corrija STEWARD_REDIS_CERT_FILE.</translation>
    </message>
    <message>
        <source>The client key&apos;s file for Redis holds no key that can be read. Choose a PEM file without a passphrase in the profile, or correct STEWARD_REDIS_KEY_FILE.</source>
        <translation>El archivo de la clave del cliente para Redis no tiene ninguna clave que se pueda leer. Elija un archivo PEM sin contraseña en el perfil, o corrija STEWARD_REDIS_KEY_FILE.</translation>
    </message>
</context>
<context>
    <name>steward::RedisDoctor</name>
    <message>
        <source>Redis gave no usable answer.</source>
        <translation>Redis no dio ninguna respuesta utilizable.</translation>
    </message>
    <message>
        <source>There is no safe connection to Redis.</source>
        <translation>No hay una conexión segura con Redis.</translation>
    </message>
    <message>
        <source>Redis did not accept the user or the password.</source>
        <translation>Redis no aceptó el usuario o la contraseña.</translation>
    </message>
    <message>
        <source>This Redis cannot be used as the cache now.</source>
        <translation>Este Redis no se puede usar ahora como caché.</translation>
    </message>
    <message>
        <source>The keys of WhatsApp instances were not found.</source>
        <translation>No se encontraron las claves de instancias de WhatsApp.</translation>
    </message>
    <message>
        <source>The keys of WhatsApp instances cannot be read.</source>
        <translation>Las claves de instancias de WhatsApp no se pueden leer.</translation>
    </message>
    <message>
        <source>Keys cannot be written and deleted.</source>
        <translation>No se pueden escribir ni eliminar claves.</translation>
    </message>
    <message>
        <source>The workers cannot be told.</source>
        <translation>No se puede avisar a los programas de mensajería.</translation>
    </message>
    <message>
        <source>Redis answers at %1.</source>
        <extracomment>%1 is the address of a Redis server</extracomment>
        <translation>Redis responde en %1.</translation>
    </message>
    <message>
        <source>Redis asks for no password.</source>
        <translation>Redis no pide contraseña.</translation>
    </message>
    <message>
        <source>Redis accepts the user and the password.</source>
        <translation>Redis acepta el usuario y la contraseña.</translation>
    </message>
    <message>
        <source>Redis does not tell its version.</source>
        <translation>Redis no dice su versión.</translation>
    </message>
    <message>
        <source>Something answers at %1.</source>
        <extracomment>%1 is the address of a Redis server</extracomment>
        <translation>Algo responde en %1.</translation>
    </message>
    <message>
        <source>No connection was tried.</source>
        <translation>No se intentó ninguna conexión.</translation>
    </message>
    <message>
        <source>Encrypted (%1), certificate verified.</source>
        <extracomment>%1 is a version of TLS such as TLSv1.3</extracomment>
        <translation>Cifrada (%1), certificado verificado.</translation>
    </message>
    <message>
        <source>Not encrypted, and it does not leave this computer.</source>
        <translation>Sin cifrar, y no sale de esta computadora.</translation>
    </message>
    <message>
        <source>Not encrypted, as this profile allows.</source>
        <translation>Sin cifrar, como permite este perfil.</translation>
    </message>
    <message>
        <source>Redis %1.</source>
        <extracomment>%1 is a version number</extracomment>
        <translation>Redis %1.</translation>
    </message>
    <message>
        <source>This version is older than those that Steward knows, and has no streams.</source>
        <translation>Esta versión es anterior a las que conoce Steward, y no tiene streams.</translation>
    </message>
    <message>
        <source>Have Redis updated to version 6 or newer.</source>
        <translation>Haga actualizar Redis a la versión 6 o posterior.</translation>
    </message>
    <message>
        <source>A primary, neither loading nor part of a cluster.</source>
        <translation>Un primario, ni cargando ni parte de un clúster.</translation>
    </message>
    <message>
        <source>This cannot be told without reading.</source>
        <translation>No se puede decir sin leer.</translation>
    </message>
    <message>
        <source>Cache entries can be read, but not what deleted instances left behind.</source>
        <translation>Las entradas de la caché se pueden leer, pero no lo que dejaron instancias eliminadas.</translation>
    </message>
    <message>
        <source>The keys of WhatsApp instances can be read.</source>
        <translation>Las claves de instancias de WhatsApp se pueden leer.</translation>
    </message>
    <message>
        <source>Database %1 holds keys of WhatsApp instances.</source>
        <extracomment>%1 is the number of a Redis database</extracomment>
        <translation>La base %1 tiene claves de instancias de WhatsApp.</translation>
    </message>
    <message>
        <source>Database %1 is large, and its first million keys are not of WhatsApp instances.</source>
        <extracomment>%1 is the number of a Redis database</extracomment>
        <translation>La base %1 es grande, y su primer millón de claves no es de instancias de WhatsApp.</translation>
    </message>
    <message>
        <source>This profile is read-only.</source>
        <translation>Este perfil es de solo lectura.</translation>
    </message>
    <message>
        <source>Cache entries cannot be changed safely: Redis does not let this user run WATCH and MULTI, so what somebody writes meanwhile could be lost.</source>
        <translation>Las entradas de la caché no se pueden cambiar con seguridad: Redis no deja a este usuario ejecutar WATCH y MULTI, así que lo que alguien escriba entretanto se podría perder.</translation>
    </message>
    <message>
        <source>Redis does not let this user find that out.</source>
        <translation>Redis no deja a este usuario averiguarlo.</translation>
    </message>
    <message>
        <source>Keys may be written and deleted.</source>
        <translation>Se pueden escribir y eliminar claves.</translation>
    </message>
    <message>
        <source>The workers may be told.</source>
        <translation>Se puede avisar a los programas de mensajería.</translation>
    </message>
    <message>
        <source>Database %1 holds no key of a WhatsApp instance at the moment, and no other database does.</source>
        <extracomment>%1 is the number of a Redis database</extracomment>
        <translation>La base %1 no tiene ninguna clave de una instancia de WhatsApp en este momento, y ninguna otra base la tiene.</translation>
    </message>
</context>
<context>
    <name>steward::RedisRights</name>
    <message>
        <source>%1 Missing: %2.</source>
        <extracomment>%1 is a sentence that says what Redis refuses, %2 names of commands such as &quot;UNLINK, DEL&quot;</extracomment>
        <translation>%1 Falta: %2.</translation>
    </message>
    <message>
        <source>Redis lets this user neither queue a command nor ask the ACL, so whether it may run %1 cannot be found out, and nothing is begun. Ask the administrator to allow MULTI and DISCARD.</source>
        <extracomment>%1 is names of commands such as &quot;SETEX&quot;</extracomment>
        <translation>Redis no deja a este usuario poner un comando en cola ni preguntar a la ACL, así que no se puede averiguar si puede ejecutar %1, y no se empieza nada. Pida al administrador que permita MULTI y DISCARD.</translation>
    </message>
</context>
<context>
    <name>steward::Replacing</name>
    <message>
        <source>Not all of what stood there was deleted, so the new instance was not created, and there is nothing to resume. Look at what stands at each, then go on with: %1</source>
        <extracomment>%1 is a command to be typed</extracomment>
        <translation>No se eliminó todo lo que había allí, así que la instancia nueva no se creó, y no hay nada que reanudar. Mire qué dice cada una, y siga con: %1</translation>
    </message>
    <message>
        <source>What stood there is gone, and the new instance was not created, so the organization has no instance: %1 Create it with: %2</source>
        <extracomment>%1 is a sentence that says why, %2 a command to be typed</extracomment>
        <translation>Lo que había allí se eliminó, y la instancia nueva no se creó, así que la organización no tiene instancia: %1 Créela con: %2</translation>
    </message>
    <message>
        <source>What stood there is gone, and the new instance was not created: %1 Look at what stands there now, then go on with: %2</source>
        <extracomment>%1 is a sentence that says why, %2 a command to be typed</extracomment>
        <translation>Lo que había allí se eliminó, y la instancia nueva no se creó: %1 Mire qué hay allí ahora, y siga con: %2</translation>
    </message>
    <message>
        <source>What stood there is gone, and the new instance is not there yet: %1 It stays in the journal, to be brought to its end.</source>
        <extracomment>%1 is a sentence that says why</extracomment>
        <translation>Lo que había allí se eliminó, y la instancia nueva aún no está: %1 Queda en el diario, para terminarlo.</translation>
    </message>
    <message>
        <source>It was interrupted before the row was claimed.</source>
        <translation>Se interrumpió antes de reservar la fila.</translation>
    </message>
    <message>
        <source>Delete what stands there</source>
        <translation>Eliminar lo que hay allí</translation>
    </message>
    <message>
        <source>%1, then create %2</source>
        <extracomment>%1 is a sentence such as &quot;Delete 1 instance&quot;, %2 an instance&apos;s name</extracomment>
        <translation>%1, después crear %2</translation>
    </message>
</context>
<context>
    <name>steward::Report</name>
    <message>
        <source>All of it is done and proven.</source>
        <translation>Todo está hecho y comprobado.</translation>
    </message>
    <message>
        <source>Some of it is done, and not all.</source>
        <translation>Una parte está hecha, y no todo.</translation>
    </message>
    <message>
        <source>It was refused. Nothing was written.</source>
        <translation>Se rechazó. No se escribió nada.</translation>
    </message>
    <message>
        <source>It was not done.</source>
        <translation>No se hizo.</translation>
    </message>
    <message>
        <source>Nobody heard it yet</source>
        <translation>Nadie lo oyó aún</translation>
    </message>
    <message>
        <source>%1: what came of it</source>
        <extracomment>The heading of a printed report: %1 is what was done, such as &quot;Delete&quot;</extracomment>
        <translation>%1: lo que pasó</translation>
    </message>
    <message>
        <source>Printed %1</source>
        <extracomment>%1 is a date and time</extracomment>
        <translation>Impreso el %1</translation>
    </message>
    <message>
        <source>Organization</source>
        <translation>Organización</translation>
    </message>
    <message>
        <source>Instance</source>
        <translation>Instancia</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Servidor</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Base de datos</translation>
    </message>
    <message>
        <source>Cache</source>
        <translation>Caché</translation>
    </message>
    <message>
        <source>Workers told</source>
        <translation>Programas de mensajería avisados</translation>
    </message>
    <message>
        <source>What is left</source>
        <translation>Lo que queda</translation>
    </message>
</context>
<context>
    <name>steward::ReportFile</name>
    <message>
        <source>The report is saved in %1.</source>
        <extracomment>%1 is a file</extracomment>
        <translation>El informe está guardado en %1.</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>Guardar el informe</translation>
    </message>
    <message>
        <source>CSV files (*.csv);;JSON files (*.json)</source>
        <translation>Archivos CSV (*.csv);;Archivos JSON (*.json)</translation>
    </message>
    <message>
        <source>CSV files (*.csv);;JSON files (*.json);;PDF files (*.pdf)</source>
        <translation>Archivos CSV (*.csv);;Archivos JSON (*.json);;Archivos PDF (*.pdf)</translation>
    </message>
</context>
<context>
    <name>steward::RestCommand</name>
    <message>
        <source>Not all of it is done, and “journal resume” cannot do the rest. Read what is said of each item, then run: steward-cli %1</source>
        <extracomment>%1 is a command such as &quot;delete clinic-a&quot;</extracomment>
        <translation>No todo está hecho, y “journal resume” no puede hacer el resto. Lea lo que se dice de cada una, y ejecute: steward-cli %1</translation>
    </message>
    <message>
        <source>Not all of it is done, and “journal resume” cannot do the rest. Read what is said of each line, take those that are done out of the file, then run: steward-cli %1</source>
        <extracomment>%1 is a command such as &quot;create --from clinics.csv&quot;</extracomment>
        <translation>No se hizo todo, y “journal resume” no puede hacer el resto. Lea lo que se dice de cada línea, quite del archivo las que ya están hechas y ejecute: steward-cli %1</translation>
    </message>
</context>
<context>
    <name>steward::RestoreCommand</name>
    <message>
        <source>  + a new instance %1 on the server; then the row is switched on</source>
        <extracomment>%1 is an instance&apos;s name</extracomment>
        <translation>  + una instancia nueva %1 en el servidor; después se activa la fila</translation>
    </message>
    <message>
        <source>The WhatsApp session does not come back: the phone has to be paired again.</source>
        <translation>La sesión de WhatsApp no vuelve: hay que vincular de nuevo el teléfono.</translation>
    </message>
    <message>
        <source>The rows are back but stay switched off: no instance was created.</source>
        <translation>Las filas volvieron pero siguen desactivadas: no se creó ninguna instancia.</translation>
    </message>
    <message>
        <source>This profile is read only, so nothing was restored. Use a profile that may change the database.</source>
        <translation>Este perfil es de solo lectura, así que no se restauró nada. Use un perfil que pueda cambiar la base de datos.</translation>
    </message>
    <message>
        <source>Restore this? Type yes and press Enter. Anything else changes nothing.</source>
        <translation>¿Restaurar esto? Escriba yes y pulse Intro. Cualquier otra cosa no cambia nada.</translation>
    </message>
    <message>
        <source>None of it can be undone.</source>
        <translation>Nada de eso se puede deshacer.</translation>
    </message>
    <message>
        <source>Nothing was changed. To restore this, run it again with --yes.</source>
        <translation>No se cambió nada. Para restaurar esto, ejecútelo de nuevo con --yes.</translation>
    </message>
    <message>
        <source>What can be undone is as it was already, so nothing was written.</source>
        <translation>Lo que se puede deshacer ya está como estaba, así que no se escribió nada.</translation>
    </message>
</context>
<context>
    <name>steward::RestoreDialog</name>
    <message>
        <source>Undone. A row that was deleted is back and disabled: enable it to create its instance anew.</source>
        <translation>Deshecho. Una fila que se eliminó volvió desactivada: actívela para crear de nuevo su instancia.</translation>
    </message>
    <message>
        <source>Not all of it is undone.</source>
        <translation>No se deshizo todo.</translation>
    </message>
    <message>
        <source>Nothing was undone.</source>
        <translation>No se deshizo nada.</translation>
    </message>
    <message>
        <source>Nothing of it can be undone.</source>
        <translation>Nada de eso se puede deshacer.</translation>
    </message>
    <message>
        <source>The WhatsApp session cannot come back: the phone has to be linked anew.</source>
        <translation>La sesión de WhatsApp no vuelve: hay que vincular de nuevo el teléfono.</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Undo in %n row(s)</source>
        <extracomment>%n is the number of database rows</extracomment>
        <translation>
            <numerusform>&amp;Deshacer en %Ln fila</numerusform>
            <numerusform>&amp;Deshacer en %Ln filas</numerusform>
        </translation>
    </message>
    <message>
        <source>Looking at the stores, to say what can be undone…</source>
        <translation>Mirando los almacenes, para decir qué se puede deshacer…</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Deshacer</translation>
    </message>
    <message>
        <source>The journal keeps the rows as they were. These come back:</source>
        <translation>El diario guarda las filas como estaban. Estas vuelven:</translation>
    </message>
    <message numerus="yes">
        <source>Undo in %n row(s)</source>
        <extracomment>%n is the number of database rows</extracomment>
        <translation>
            <numerusform>Deshacer en %Ln fila</numerusform>
            <numerusform>Deshacer en %Ln filas</numerusform>
        </translation>
    </message>
    <message>
        <source>It is as it was before already.</source>
        <translation>Ya está como antes.</translation>
    </message>
    <message>
        <source>The rows are back, and the workers were told where that changes something for them. The cache entries are as they were: where one differs now, the overview has its Repair button.</source>
        <translation>Las filas volvieron, y los programas fueron avisados donde eso les cambia algo. Las entradas de la caché están como estaban: donde alguna difiere ahora, el panorama tiene el botón Reparar.</translation>
    </message>
</context>
<context>
    <name>steward::ResultSection</name>
    <message>
        <source>Show</source>
        <translation>Mostrar</translation>
    </message>
    <message>
        <source>Show %1 among the instances</source>
        <extracomment>%1 is an instance</extracomment>
        <translation>Mostrar %1 entre las instancias</translation>
    </message>
</context>
<context>
    <name>steward::Resume</name>
    <message>
        <source>This was begun by another version of Steward, which has to bring it to its end.</source>
        <translation>Esto lo empezó otra versión de Steward, que tiene que llevarlo a su fin.</translation>
    </message>
    <message>
        <source>Another version of Steward began this and has to finish it.</source>
        <translation>Otra versión de Steward empezó esto y tiene que terminarlo.</translation>
    </message>
    <message>
        <source>No part of the database guards is in place.</source>
        <translation>Ninguna parte de las salvaguardas de la base de datos está puesta.</translation>
    </message>
    <message>
        <source>Of the database guards these parts are in place: %1. These are missing: %2.</source>
        <extracomment>%1 and %2 list parts of the database guards</extracomment>
        <translation>De las salvaguardas de la base de datos, estas partes están puestas: %1. Faltan estas: %2.</translation>
    </message>
    <message>
        <source>Look at the plan of what is missing, and add it (in the window: Database guards; on the command line: guards apply).</source>
        <translation>Mire el plan de lo que falta y añádalo (en la ventana: Salvaguardas de la base de datos; en la línea de comandos: guards apply).</translation>
    </message>
</context>
<context>
    <name>steward::ResumeDialog</name>
    <message>
        <source>Brought to its end.</source>
        <translation>Llevada a su fin.</translation>
    </message>
    <message>
        <source>Something is still left of it.</source>
        <translation>Aún queda algo de ella.</translation>
    </message>
    <message>
        <source>Nothing of it had been changed.</source>
        <translation>No se había cambiado nada de ella.</translation>
    </message>
    <message>
        <source>It was taken back: everything is as before.</source>
        <translation>Se deshizo: todo está como antes.</translation>
    </message>
    <message>
        <source>It ended as it stands; nothing more was done.</source>
        <translation>Terminó como está; no se hizo nada más.</translation>
    </message>
    <message numerus="yes">
        <source>No worker listens, so %n change(s) could not be told.</source>
        <translation>
            <numerusform>Ningún programa de mensajería escucha, así que %Ln cambio no se pudo avisar.</numerusform>
            <numerusform>Ningún programa de mensajería escucha, así que %Ln cambios no se pudieron avisar.</numerusform>
        </translation>
    </message>
    <message>
        <source>The stores are as they should be. Until a worker listens, it may go on with what it knew: it does not serve a new instance yet, and still tries one that is gone.</source>
        <translation>Los almacenes están como deben. Hasta que un programa de mensajería escuche, puede seguir con lo que sabía: aún no atiende una instancia nueva, y aún intenta una que ya no está.</translation>
    </message>
    <message>
        <source>Nothing more has to be done here: what waits is kept, and told as soon as somebody listens. If the workers should be running, have them started.</source>
        <translation>No hay que hacer nada más aquí: lo que espera se guarda, y se avisa en cuanto alguien escuche. Si los programas de mensajería deberían estar en marcha, haga que los inicien.</translation>
    </message>
    <message>
        <source>It could not be resumed.</source>
        <translation>No se pudo reanudar.</translation>
    </message>
    <message>
        <source>Nothing is left to be brought to its end.</source>
        <translation>No queda nada que terminar.</translation>
    </message>
    <message>
        <source>What was interrupted is looked at in the three stores, and finished or taken back.</source>
        <translation>Lo que se interrumpió se mira en los tres almacenes, y se termina o se deshace.</translation>
    </message>
    <message>
        <source>Finish what was interrupted</source>
        <translation>Terminar lo que se interrumpió</translation>
    </message>
</context>
<context>
    <name>steward::ReviewStep</name>
    <message>
        <source>Each item is read again right before its step. What has changed by then is skipped.</source>
        <translation>Cada elemento se lee de nuevo justo antes de su paso. Lo que haya cambiado entonces se omite.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Volver</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Reading the three stores, to say exactly what will be done…</source>
        <translation>Leyendo los tres almacenes, para decir exactamente qué se hará…</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Aplicar</translation>
    </message>
    <message>
        <source>This is not done; the reason is shown. Nothing has been changed.</source>
        <translation>Esto no se hace; se muestra la razón. No se cambió nada.</translation>
    </message>
    <message>
        <source>There is nothing to do. Nothing has been changed.</source>
        <translation>No hay nada que hacer. No se cambió nada.</translation>
    </message>
    <message>
        <source>There is no plan. Nothing has been changed.</source>
        <translation>No hay plan. No se cambió nada.</translation>
    </message>
</context>
<context>
    <name>steward::Role</name>
    <message>
        <source>Only administrators may do this. Staff create instances, pair phones and look at everything.</source>
        <translation>Esto solo pueden hacerlo los administradores. El personal crea instancias, vincula teléfonos y lo ve todo.</translation>
    </message>
</context>
<context>
    <name>steward::RowClaim</name>
    <message>
        <source>The role %1 may not delete integrations, so an integration that could not be finished could not be taken back. No row was written. Ask the database&apos;s administrator for the right to delete.</source>
        <extracomment>%1 is a role of the database</extracomment>
        <translation>El rol %1 no puede eliminar integraciones, así que una integración que no se pudiera terminar no se podría deshacer. No se escribió ninguna fila. Pida al administrador de la base de datos el derecho a eliminar.</translation>
    </message>
</context>
<context>
    <name>steward::RowHistory</name>
    <message>
        <source>The database keeps a history of changes, and the role %1 may not write to it, so the row was left as it is. Ask the database&apos;s administrator for a role that may.</source>
        <extracomment>%1 is a role of the database</extracomment>
        <translation>La base de datos lleva un historial de cambios, y el rol %1 no puede escribir en él, así que la fila se dejó como está. Pida al administrador de la base de datos un rol que pueda.</translation>
    </message>
</context>
<context>
    <name>steward::RowImageNotes</name>
    <message>
        <source>The column config of this row holds something that Steward cannot read, such as a number of hundreds of digits, so a change could not be taken back. The row was left as it is. Ask the database&apos;s administrator to correct it.</source>
        <translation>La columna config de esta fila contiene algo que Steward no puede leer, como un número de cientos de cifras, así que un cambio no se podría deshacer. La fila se dejó como estaba. Pida al administrador de la base de datos que la corrija.</translation>
    </message>
    <message>
        <source>A secret in the row&apos;s config has changed since, and Steward keeps none, so the row was left as it is. Look at the row.</source>
        <translation>Un secreto en el config de la fila ha cambiado desde entonces, y Steward no guarda ninguno, así que la fila se dejó como estaba. Mire la fila.</translation>
    </message>
</context>
<context>
    <name>steward::RowQuery</name>
    <message>
        <source>an error or a warning</source>
        <translation>un error o una advertencia</translation>
    </message>
    <message>
        <source>healthy</source>
        <translation>en orden</translation>
    </message>
    <message>
        <source>the server does not have it</source>
        <translation>el servidor no la tiene</translation>
    </message>
    <message>
        <source>the database does not have it</source>
        <translation>la base de datos no la tiene</translation>
    </message>
    <message>
        <source>the cache does not have it</source>
        <translation>la caché no la tiene</translation>
    </message>
    <message>
        <source>a store did not say</source>
        <translation>un almacén no lo dijo</translation>
    </message>
    <message>
        <source>connected, closed, pairing, ghost</source>
        <translation>connected, closed, pairing, ghost (conectada, desconectada, vinculando, fantasma)</translation>
    </message>
    <message>
        <source>a part of its name, or none</source>
        <translation>una parte de su nombre, o none</translation>
    </message>
    <message>
        <source>digits, or none</source>
        <translation>cifras, o none</translation>
    </message>
    <message>
        <source>any, none, duplicates, ghost</source>
        <translation>any, none, duplicates, ghost (cualquiera, ninguno, duplicados, fantasma)</translation>
    </message>
    <message>
        <source>&gt;30d, &lt;2h</source>
        <translation>&gt;30d, &lt;2h (hace más, hace menos)</translation>
    </message>
    <message>
        <source>cache, no-cache, cache-differs, unread</source>
        <translation>cache, no-cache, cache-differs, unread (en caché, fuera, difiere, sin leer)</translation>
    </message>
    <message>
        <source>a part of the name on the server, or =the whole name; several with | between</source>
        <translation>una parte del nombre en el servidor, o =el nombre entero; varios con | entre ellos</translation>
    </message>
    <message>
        <source>the row&apos;s status, such as pending</source>
        <translation>el estado de la fila, como pending</translation>
    </message>
    <message>
        <source>yes, no</source>
        <translation>yes (sí), no</translation>
    </message>
    <message>
        <source>working, problem, not-checked</source>
        <translation>working, problem, not-checked (funciona, problema, sin verificar)</translation>
    </message>
    <message>
        <source>for more than 30 days</source>
        <translation>desde hace más de 30 días</translation>
    </message>
    <message>
        <source>“%1” is not known. It can be: %2.</source>
        <extracomment>%1 is what was typed, such as &quot;state:opem&quot;; %2 what can be typed, such as &quot;connected, closed&quot;</extracomment>
        <translation>“%1” no se conoce. Puede ser: %2.</translation>
    </message>
    <message>
        <source>“%1” says nothing yet. It can be: %2.</source>
        <extracomment>%1 is a field such as &quot;state:&quot;; %2 what can be typed behind it</extracomment>
        <translation>“%1” todavía no dice nada. Puede ser: %2.</translation>
    </message>
    <message>
        <source>“%1” is no field of a search. “help list” names them.</source>
        <extracomment>%1 is what was typed, such as &quot;stat:open&quot;</extracomment>
        <translation>“%1” no es un campo de búsqueda. “help list” los muestra.</translation>
    </message>
</context>
<context>
    <name>steward::RowRestore</name>
    <message>
        <source>The journal knows no row that this operation changed or deleted with this profile. “journal list” shows the operations and their IDs.</source>
        <translation>El diario no conoce ninguna fila que esta operación cambiara o eliminara con este perfil. “journal list” muestra las operaciones y sus ID.</translation>
    </message>
    <message>
        <source>The rows are back, and the workers were told where that changes something for them. The cache entries are as they were, and follow with a repair of these instances: %1</source>
        <extracomment>%1 is a command to be typed</extracomment>
        <translation>Las filas volvieron, y se avisó a los programas de mensajería donde eso cambia algo para ellos. Las entradas de la caché están como estaban, y siguen con una reparación de estas instancias: %1</translation>
    </message>
    <message>
        <source>+ row %1 of %2, switched off, with a new token</source>
        <extracomment>%1 is a row&apos;s id, %2 an instance&apos;s name</extracomment>
        <translation>+ fila %1 de %2, desactivada, con un token nuevo</translation>
    </message>
    <message>
        <source>- row %1 of %2, which was new</source>
        <extracomment>%1 is a row&apos;s id, %2 an instance&apos;s name</extracomment>
        <translation>- fila %1 de %2, que era nueva</translation>
    </message>
    <message>
        <source>~ row %1 of %2 as it was: %3</source>
        <extracomment>%1 is a row&apos;s id, %2 an instance&apos;s name, %3 a list of columns such as &quot;status, config.phone_number&quot;</extracomment>
        <translation>~ fila %1 de %2 como estaba: %3</translation>
    </message>
    <message>
        <source>It was cut off before all rows were back. Run “journal restore” for the same operation again; what is back already stays as it is.</source>
        <translation>Se interrumpió antes de que todas las filas estuvieran de vuelta. Ejecute “journal restore” otra vez para la misma operación; lo que ya está de vuelta queda como está.</translation>
    </message>
    <message numerus="yes">
        <source>Undo the changes of %n row(s)</source>
        <extracomment>%n is the number of database rows</extracomment>
        <translation>
            <numerusform>Deshacer los cambios de %Ln fila</numerusform>
            <numerusform>Deshacer los cambios de %Ln filas</numerusform>
        </translation>
    </message>
    <message>
        <source>The journal does not know whether this change was made, so it is not undone. Look at the row.</source>
        <translation>El diario no sabe si este cambio se hizo, así que no se deshace. Mire la fila.</translation>
    </message>
    <message>
        <source>The row would name %1 again, but the server may not have that instance, so the row was left as it is. To create the instance, enable it.</source>
        <extracomment>%1 is an instance&apos;s name</extracomment>
        <translation>La fila nombraría de nuevo %1, pero el servidor puede no tener esa instancia, así que la fila se dejó como está. Para crear la instancia, actívela.</translation>
    </message>
    <message>
        <source>The row is not there any more.</source>
        <translation>La fila ya no existe.</translation>
    </message>
    <message>
        <source>The row has changed since, so it was left as it is. What differs: %1.</source>
        <extracomment>%1 is a list of columns such as &quot;status, config.phone_number&quot;</extracomment>
        <translation>La fila cambió desde entonces, así que se dejó como está. Lo que difiere: %1.</translation>
    </message>
    <message>
        <source>There is another active row by now: %1. Disable that one or clean up first.</source>
        <extracomment>%1 is an instance&apos;s name</extracomment>
        <translation>Ahora hay otra fila activa: %1. Desactive esa o limpie antes.</translation>
    </message>
    <message>
        <source>Its status was active, but becomes so only with the next pairing.</source>
        <translation>Su estado era activo, pero solo vuelve a serlo con la próxima vinculación.</translation>
    </message>
    <message>
        <source>There is a row with this ID, and it has changed since, so it was left as it is.</source>
        <translation>Hay una fila con este ID, y cambió desde entonces, así que se dejó como está.</translation>
    </message>
    <message>
        <source>= row %1 of %2 is back already: nothing is written</source>
        <extracomment>%1 is a row&apos;s id, %2 an instance&apos;s name</extracomment>
        <translation>= fila %1 de %2 ya volvió: no se escribe nada</translation>
    </message>
    <message>
        <source>+ row %1 of %2, switched off, with a new token, and without its other secrets, which Steward keeps nowhere and you have to enter again: %3</source>
        <extracomment>%1 is a row&apos;s id, %2 an instance&apos;s name, %3 a list of keys such as &quot;config.apikey&quot;</extracomment>
        <translation>+ fila %1 de %2, desactivada, con un token nuevo y sin sus otros secretos, que Steward no guarda en ninguna parte y que usted tiene que volver a escribir: %3</translation>
    </message>
</context>
<context>
    <name>steward::RowRights</name>
    <message>
        <source>The role %1 lacks rights to the table %3 that this needs: %2. Ask the database&apos;s administrator to grant them.</source>
        <extracomment>%1 is a role of the database, %2 names of rights such as &quot;DELETE, UPDATE&quot;, %3 a table&apos;s name</extracomment>
        <translation>Al rol %1 le faltan derechos sobre la tabla %3 que esto necesita: %2. Pida al administrador de la base de datos que los dé.</translation>
    </message>
    <message>
        <source>The database gives the role %1 only transactions that read. Ask its administrator why (default_transaction_read_only), or use another role.</source>
        <extracomment>%1 is a role of the database</extracomment>
        <translation>La base de datos da al rol %1 solo transacciones de lectura. Pregunte a su administrador por qué (default_transaction_read_only), o use otro rol.</translation>
    </message>
</context>
<context>
    <name>steward::RowSheet</name>
    <message>
        <source>Organization ID</source>
        <translation>ID de la organización</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Creada</translation>
    </message>
    <message>
        <source>Instances</source>
        <translation>Instancias</translation>
    </message>
</context>
<context>
    <name>steward::RowStatus</name>
    <message>
        <source>active</source>
        <translation>activa</translation>
    </message>
    <message>
        <source>pending</source>
        <translation>pendiente</translation>
    </message>
    <message>
        <source>disconnected</source>
        <translation>desconectada</translation>
    </message>
    <message>
        <source>disabled</source>
        <translation>desactivada</translation>
    </message>
</context>
<context>
    <name>steward::SampleDialog</name>
    <message>
        <source>Password for Clinics Brazil</source>
        <translation>Contraseña de Clínicas Brasil</translation>
    </message>
    <message>
        <source>The keychain has none for the database.</source>
        <translation>El llavero no tiene ninguna para la base de datos.</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Contraseña</translation>
    </message>
    <message>
        <source>Keep it in the keychain</source>
        <translation>Guardarla en el llavero</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Conectar</translation>
    </message>
</context>
<context>
    <name>steward::SavedPlan</name>
    <message>
        <source>This plan deletes what a new instance is to replace, and the file does not hold the new instance. So it is not applied, and nothing was changed. Replace it with: %1</source>
        <extracomment>%1 is a command to be typed</extracomment>
        <translation>Este plan elimina lo que una instancia nueva debe sustituir, y el archivo no contiene la instancia nueva. Por eso no se aplica, y no se cambió nada. Sustitúyalo con: %1</translation>
    </message>
    <message>
        <source>The plan could not be written to %1: %2</source>
        <extracomment>%1 is a file, %2 why the system did not write it</extracomment>
        <translation>El plan no se pudo escribir en %1: %2</translation>
    </message>
    <message>
        <source>It is no ordinary file.</source>
        <translation>No es un archivo corriente.</translation>
    </message>
</context>
<context>
    <name>steward::SayPanel</name>
    <message>
        <source>They work only on %1.</source>
        <extracomment>%1 is a phone number</extracomment>
        <translation>Solo funcionan en %1.</translation>
    </message>
    <message>
        <source>Next. It starts when you say so.</source>
        <translation>Siguiente. Empieza cuando usted lo diga.</translation>
    </message>
    <message>
        <source>Start now</source>
        <translation>Empezar ahora</translation>
    </message>
    <message>
        <source>Start now: %1</source>
        <extracomment>%1 is an organization</extracomment>
        <translation>Empezar ahora: %1</translation>
    </message>
    <message>
        <source>Nobody else waits.</source>
        <translation>Nadie más espera.</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Hecha</translation>
    </message>
</context>
<context>
    <name>steward::Screenshots</name>
    <message>
        <source>Create an instance for Clínica Aurora</source>
        <translation>Crear una instancia para Clínica Aurora</translation>
    </message>
    <message>
        <source>Clinics Brazil</source>
        <translation>Clínicas Brasil</translation>
    </message>
    <message>
        <source>Lost this week</source>
        <translation>Perdidas esta semana</translation>
    </message>
    <message>
        <source>Delete 8 instances</source>
        <translation>Eliminar 8 instancias</translation>
    </message>
    <message>
        <source>Undo in 2 rows</source>
        <translation>Deshacer en 2 filas</translation>
    </message>
    <message>
        <source>Add 3 database guards</source>
        <translation>Añadir 3 salvaguardas de la base de datos</translation>
    </message>
    <message>
        <source>Reset pairing of Clínica Canto da Mata</source>
        <translation>Rehacer la vinculación de Clínica Canto da Mata</translation>
    </message>
    <message>
        <source>Pair Fisio Passo Firme</source>
        <translation>Vincular Fisio Passo Firme</translation>
    </message>
    <message>
        <source>Protect Clínica Vida Plena</source>
        <translation>Proteger Clínica Vida Plena</translation>
    </message>
    <message>
        <source>Disable Clínica Recanto da Serra</source>
        <translation>Desactivar Clínica Recanto da Serra</translation>
    </message>
    <message>
        <source>Create an instance for Clínica Boa Semente</source>
        <translation>Crear una instancia para Clínica Boa Semente</translation>
    </message>
    <message>
        <source>Repair 19 instances</source>
        <translation>Reparar 19 instancias</translation>
    </message>
    <message>
        <source>Clean up Clínica Horto Florestal</source>
        <translation>Limpiar Clínica Horto Florestal</translation>
    </message>
    <message>
        <source>Pair Vet Amigo Fiel</source>
        <translation>Vincular Vet Amigo Fiel</translation>
    </message>
    <message>
        <source>Delete 42 instances</source>
        <translation>Eliminar 42 instancias</translation>
    </message>
    <message>
        <source>Clínica %1</source>
        <extracomment>An invented clinic: %1 is a number</extracomment>
        <translation>Clínica %1</translation>
    </message>
    <message>
        <source>Clinics Brazil (test)</source>
        <translation>Clínicas Brasil (prueba)</translation>
    </message>
</context>
<context>
    <name>steward::SecretFields</name>
    <message>
        <source>Show what is typed</source>
        <translation>Mostrar lo que se escribe</translation>
    </message>
    <message>
        <source>The API key and the passwords are kept in this computer&apos;s keychain, never in a file.</source>
        <translation>La clave de API y las contraseñas se guardan en el llavero de esta computadora, nunca en un archivo.</translation>
    </message>
    <message>
        <source>Kept in the system’s keychain</source>
        <translation>Guardada en el llavero del sistema</translation>
    </message>
    <message>
        <source>Kept until Steward ends</source>
        <translation>Guardada hasta que Steward se cierre</translation>
    </message>
    <message>
        <source>type it anew: the address is another one</source>
        <translation>escríbala de nuevo: la dirección es otra</translation>
    </message>
    <message>
        <source>kept; type to change it</source>
        <translation>guardada; escriba para cambiarla</translation>
    </message>
</context>
<context>
    <name>steward::SecretsDialog</name>
    <message>
        <source>Open %1</source>
        <extracomment>The title of a window: %1 is a profile&apos;s name</extracomment>
        <translation>Abrir %1</translation>
    </message>
    <message>
        <source>Enter here what the profile needs. It is kept in memory until Steward ends, and in no file. Leave a password empty where there is none.</source>
        <translation>Escriba aquí lo que el perfil necesita. Queda en memoria hasta que Steward se cierre, y en ningún archivo. Deje vacía una contraseña donde no hay ninguna.</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>A&amp;brir</translation>
    </message>
    <message>
        <source>&amp;API key of the server:</source>
        <translation>Clave de &amp;API del servidor:</translation>
    </message>
    <message>
        <source>Password of the &amp;database:</source>
        <translation>Contraseña de la &amp;base de datos:</translation>
    </message>
    <message>
        <source>Password of the &amp;cache:</source>
        <translation>Contraseña de la &amp;caché:</translation>
    </message>
    <message>
        <source>Enter the API key first.</source>
        <translation>Escriba antes la clave de API.</translation>
    </message>
</context>
<context>
    <name>steward::ServerDeletion</name>
    <message>
        <source>What answered the deletion is not the Evolution API server&apos;s own answer (status %1), and instance, row and cache entry are still there. See what stands in front of the server, then delete it again.</source>
        <extracomment>%1 is a status such as 200</extracomment>
        <translation>Lo que respondió a la eliminación no es la respuesta del propio servidor Evolution API (estado %1), y la instancia, la fila y la entrada de la caché siguen ahí. Vea qué hay delante del servidor, y elimínela de nuevo.</translation>
    </message>
    <message>
        <source>A proxy or firewall in front of the server refused the deletion (status %1), so instance, row and cache entry are still there. Ask its administrator to let DELETE requests through, then delete it again.</source>
        <extracomment>%1 is a status such as 405</extracomment>
        <translation>Un proxy o cortafuegos delante del servidor rechazó la eliminación (estado %1), así que la instancia, la fila y la entrada de la caché siguen ahí. Pida a su administrador que deje pasar peticiones DELETE, y elimínela de nuevo.</translation>
    </message>
    <message>
        <source>The server refused the deletion (status %1), so instance, row and cache entry are still there. Ask its administrator why, then delete it again.</source>
        <extracomment>%1 is a status such as 403</extracomment>
        <translation>El servidor rechazó la eliminación (estado %1), así que la instancia, la fila y la entrada de la caché siguen ahí. Pregunte a su administrador por qué, y elimínela de nuevo.</translation>
    </message>
    <message>
        <source>The phone was logged out, but the server could not delete the instance in two attempts. Row and cache entry were left as they were; restart the instance or the server, then delete it again.</source>
        <translation>El teléfono se desconectó, pero el servidor no pudo eliminar la instancia en dos intentos. La fila y la entrada de la caché se dejaron como estaban; reinicie la instancia o el servidor, y elimínela de nuevo.</translation>
    </message>
    <message>
        <source>The server could not delete the instance in two attempts. Row and cache entry were left as they were; restart the instance or the server, then delete it again.</source>
        <translation>El servidor no pudo eliminar la instancia en dos intentos. La fila y la entrada de la caché se dejaron como estaban; reinicie la instancia o el servidor, y elimínela de nuevo.</translation>
    </message>
    <message>
        <source>The server was asked to delete the instance but still has it; row and cache entry were left as they were. It may be waiting for a webhook that does not answer, or the request was lost on its way: try again later, or ask the server&apos;s administrator for a restart.</source>
        <translation>Se pidió al servidor eliminar la instancia pero aún la tiene; la fila y la entrada de la caché se dejaron como estaban. Puede estar esperando un webhook que no responde, o la petición se perdió en el camino: inténtelo más tarde, o pida un reinicio al administrador del servidor.</translation>
    </message>
    <message>
        <source>The server did not say whether the instance is gone, so row and cache entry were left as they were. Try again.</source>
        <translation>El servidor no dijo si la instancia ya no está, así que la fila y la entrada de la caché se dejaron como estaban. Inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>The server&apos;s list lacks most of the instances that nobody deleted, so it does not prove that this one is gone. Row and cache entry were left as they were; read again, and ask for a restart of the server if it happens again.</source>
        <translation>En la lista del servidor falta la mayoría de las instancias que nadie eliminó, así que no prueba que esta ya no está. La fila y la entrada de la caché se dejaron como estaban; lea de nuevo, y pida un reinicio del servidor si vuelve a pasar.</translation>
    </message>
</context>
<context>
    <name>steward::ServerDoctor</name>
    <message>
        <source>The server refuses the key.</source>
        <translation>El servidor rechaza la clave.</translation>
    </message>
    <message>
        <source>The host answers.</source>
        <translation>El host responde.</translation>
    </message>
    <message>
        <source>The server answers.</source>
        <translation>El servidor responde.</translation>
    </message>
    <message>
        <source>Encrypted and verified.</source>
        <translation>Cifrada y verificada.</translation>
    </message>
    <message>
        <source>loopback, not encrypted</source>
        <translation>loopback, sin cifrar</translation>
    </message>
    <message>
        <source>Not encrypted, as the profile allows.</source>
        <translation>Sin cifrar, como permite el perfil.</translation>
    </message>
    <message>
        <source>The server accepts the key.</source>
        <translation>El servidor acepta la clave.</translation>
    </message>
    <message numerus="yes">
        <source>%n instance(s) listed.</source>
        <extracomment>%n is the number of instances that the server lists</extracomment>
        <translation>
            <numerusform>%Ln instancia listada.</numerusform>
            <numerusform>%Ln instancias listadas.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Slow: it took %n second(s).</source>
        <extracomment>%n is a number of seconds</extracomment>
        <translation>
            <numerusform>Lento: tardó %Ln segundo.</numerusform>
            <numerusform>Lento: tardó %Ln segundos.</numerusform>
        </translation>
    </message>
    <message>
        <source>The server is slow: it has many instances, much to do, or a slow database.</source>
        <translation>El servidor está lento: tiene muchas instancias, mucho que hacer, o una base de datos lenta.</translation>
    </message>
    <message>
        <source>Nothing has to be done for reading. Look at the server&apos;s load, and at what stands between it and this computer, if it stays so.</source>
        <translation>No hay que hacer nada para leer. Mire la carga del servidor, y qué hay entre él y esta computadora, si sigue así.</translation>
    </message>
    <message>
        <source>Version %1 is newer than those Steward was made for.</source>
        <extracomment>%1 is a version such as &quot;3.0.1&quot;</extracomment>
        <translation>La versión %1 es posterior a aquellas para las que se hizo Steward.</translation>
    </message>
    <message>
        <source>The server did not tell its version.</source>
        <translation>El servidor no dijo su versión.</translation>
    </message>
    <message>
        <source>Version %1, by the shape of its list.</source>
        <extracomment>%1 is 1 or 2</extracomment>
        <translation>Versión %1, por la forma de su lista.</translation>
    </message>
</context>
<context>
    <name>steward::SessionKeychain</name>
    <message>
        <source>Secrets are kept for this session only. They have to be entered again at the next start.</source>
        <translation>Los secretos se guardan solo en esta sesión. Hay que escribirlos de nuevo la próxima vez.</translation>
    </message>
</context>
<context>
    <name>steward::SettingsPage</name>
    <message>
        <source>API keys and passwords are kept in this computer&apos;s keychain, never in a file.</source>
        <translation>Las claves de API y las contraseñas se guardan en el llavero de esta computadora, nunca en un archivo.</translation>
    </message>
    <message>
        <source>Database guards</source>
        <translation>Salvaguardas</translation>
    </message>
    <message>
        <source>These are invented clinics. Nothing is connected.</source>
        <translation>Son clínicas inventadas. No hay nada conectado.</translation>
    </message>
    <message>
        <source>This workspace is made of environment variables. It is changed there.</source>
        <translation>Este espacio de trabajo viene de variables de entorno. Se cambia allí.</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Conexiones</translation>
    </message>
    <message>
        <source>Connect to your servers</source>
        <translation>Conectar con sus servidores</translation>
    </message>
    <message>
        <source>This workspace</source>
        <translation>Este espacio de trabajo</translation>
    </message>
    <message>
        <source>Names and webhook</source>
        <translation>Nombres y webhook</translation>
    </message>
    <message>
        <source>Protected</source>
        <translation>Protegidas</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>Límites</translation>
    </message>
    <message>
        <source>Steward</source>
        <translation>Steward</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Apariencia</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>Atajos</translation>
    </message>
    <message>
        <source>Passwords</source>
        <translation>Contraseñas</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Acerca de</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <extracomment>A protected instance: %1 is its organization, %2 the instance&apos;s name</extracomment>
        <translation>%1 · %2</translation>
    </message>
    <message numerus="yes">
        <source>%n instance(s) are protected: nobody can delete, disable or clean them. Protect and Remove protection… stand with the instance.</source>
        <translation>
            <numerusform>%Ln instancia está protegida: nadie puede eliminarla, desactivarla ni limpiarla. Proteger y Quitar protección… están junto a la instancia.</numerusform>
            <numerusform>%Ln instancias están protegidas: nadie puede eliminarlas, desactivarlas ni limpiarlas. Proteger y Quitar protección… están junto a la instancia.</numerusform>
        </translation>
    </message>
    <message>
        <source>Not read yet.</source>
        <translation>Aún sin leer.</translation>
    </message>
    <message>
        <source>Practice keeps no history.</source>
        <translation>La práctica no guarda historial.</translation>
    </message>
    <message>
        <source>The history of this workspace keeps %1 days, and at most %2. It holds %3 now.</source>
        <extracomment>%1 is a number of days, %2 the most that is kept, %3 what is kept now: sizes such as &quot;64 MB&quot;</extracomment>
        <translation>El historial de este espacio de trabajo guarda %1 días, y como máximo %2. Ahora ocupa %3.</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>Alertas</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Lock Steward after %n minute(s) without use</source>
        <translation>
            <numerusform>&amp;Bloquear Steward tras %Ln minuto sin uso</numerusform>
            <numerusform>&amp;Bloquear Steward tras %Ln minutos sin uso</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::SeveralView</name>
    <message>
        <source>What they are</source>
        <translation>Qué son</translation>
    </message>
    <message>
        <source>What each action does</source>
        <translation>Qué hace cada acción</translation>
    </message>
    <message>
        <source>Each opens a plan first. Nothing changes before you confirm it there.</source>
        <translation>Cada una abre antes un plan. No cambia nada hasta que usted lo confirme allí.</translation>
    </message>
    <message numerus="yes">
        <source>%n of them are connected</source>
        <translation>
            <numerusform>%Ln de ellas está conectada</numerusform>
            <numerusform>%Ln de ellas están conectadas</numerusform>
        </translation>
    </message>
    <message>
        <source>If you delete these, they lose WhatsApp until someone scans a code again. Steward asks you to type a confirmation.</source>
        <translation>Si elimina estas, se quedan sin WhatsApp hasta que alguien escanee de nuevo un código. Steward le pide que escriba una confirmación.</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <extracomment>To how many of the selected rows an action would do something: %1 of %2</extracomment>
        <translation>%1 de %2</translation>
    </message>
</context>
<context>
    <name>steward::ShowCommand</name>
    <message>
        <source>yes</source>
        <translation>sí</translation>
    </message>
    <message>
        <source>no</source>
        <translation>no</translation>
    </message>
    <message>
        <source>No store knows an instance named %1.</source>
        <extracomment>%1 is an instance&apos;s name</extracomment>
        <translation>Ningún almacén conoce una instancia llamada %1.</translation>
    </message>
    <message>
        <source>None of the stores that were read knows an instance named %1.</source>
        <translation>Ninguno de los almacenes que se leyeron conoce una instancia llamada %1.</translation>
    </message>
    <message>
        <source>Several instances match %1. Choose one:</source>
        <extracomment>%1 is what was typed; names follow, each in a line of its own</extracomment>
        <translation>Varias instancias coinciden con %1. Elija una:</translation>
    </message>
    <message>
        <source>No problems: the stores agree.</source>
        <translation>Ningún problema: los almacenes coinciden.</translation>
    </message>
    <message>
        <source>Not looked for in other rows and entries, where “audit” looks: %1.</source>
        <extracomment>%1 is codes of findings, such as &quot;stale-cache, cache-mismatch&quot;</extracomment>
        <translation>No se buscó en otras filas y entradas, donde busca “audit”: %1.</translation>
    </message>
    <message>
        <source>Verdict: %1</source>
        <extracomment>%1 is what the row comes to: unknown, problem, switched-off, not-paired, not-checked or working</extracomment>
        <translation>Veredicto: %1</translation>
    </message>
    <message>
        <source>“list” also finds by a part of a name or a phone.</source>
        <translation>«list» encuentra también por una parte de un nombre o de un teléfono.</translation>
    </message>
</context>
<context>
    <name>steward::Skipped</name>
    <message>
        <source>%1 is protected. Remove the protection first.</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>%1 está protegida. Quite antes la protección.</translation>
    </message>
    <message>
        <source>The profile says to leave %1 alone.</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>El perfil dice que no se toque %1.</translation>
    </message>
    <message>
        <source>%1 is no WHATSAPP-BAILEYS instance, so Steward leaves it alone. To delete it, name it.</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>%1 no es una instancia WHATSAPP-BAILEYS, así que Steward no la toca. Para eliminarla, nómbrela.</translation>
    </message>
    <message>
        <source>Rows of two organizations name %1. Find out whose it is, then let the other row name its own instance (on the command line: repair --row ID --set-name NAME).</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>Filas de dos organizaciones nombran %1. Averigüe de quién es, y haga que la otra fila nombre su propia instancia (en la línea de comandos: repair --row ID --set-name NAME).</translation>
    </message>
    <message>
        <source>Its row also names %1, which is or may be on the server. Let the row name only one of them (on the command line: repair --row ID --set-name NAME), or choose both.</source>
        <extracomment>%1 is the name of another instance</extracomment>
        <translation>Su fila también nombra %1, que está o puede estar en el servidor. Haga que la fila nombre solo una de ellas (en la línea de comandos: repair --row ID --set-name NAME), o elija ambas.</translation>
    </message>
    <message>
        <source>No address can reach an instance named “%1”. Tell the server&apos;s administrator: “Delete the instance with exactly this name from the table Instance of the Evolution API&apos;s database, then restart the server.”</source>
        <extracomment>%1 is a name that may be empty or one or two dots</extracomment>
        <translation>Ninguna dirección llega a una instancia llamada “%1”. Diga al administrador del servidor: “Elimine la instancia con exactamente este nombre de la tabla Instance de la base de datos de Evolution API, y reinicie el servidor.”</translation>
    </message>
    <message>
        <source>The server lists %1 but does not run it. Tell the server&apos;s administrator: “Restart the Evolution API server. If the instance still has no state then, delete it from the table Instance of its database.”</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>El servidor lista %1 pero no la ejecuta. Diga al administrador del servidor: “Reinicie el servidor Evolution API. Si la instancia sigue sin estado, elimínela de la tabla Instance de su base de datos.”</translation>
    </message>
    <message>
        <source>The server runs %1 but does not list it. Tell the server&apos;s administrator: “See which clientName this instance has in the table Instance of the Evolution API&apos;s database. If it is this server&apos;s, restart the server.”</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>El servidor ejecuta %1 pero no la lista. Diga al administrador del servidor: “Vea qué clientName tiene esta instancia en la tabla Instance de la base de datos de Evolution API. Si es el de este servidor, reinicie el servidor.”</translation>
    </message>
    <message>
        <source>The server does not list %1, and did not say whether it runs it. Nothing is concluded; try again when it answers.</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>El servidor no lista %1, y no dijo si la ejecuta. No se concluye nada; inténtelo de nuevo cuando responda.</translation>
    </message>
    <message>
        <source>The server did not say whether %1 is connected. Try again when it answers.</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>El servidor no dijo si %1 está conectada. Inténtelo de nuevo cuando responda.</translation>
    </message>
    <message>
        <source>The server did not say which webhook %1 has. Try again when it answers.</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>El servidor no dijo qué webhook tiene %1. Inténtelo de nuevo cuando responda.</translation>
    </message>
    <message>
        <source>The server lists %1 with one state and runs it with another. Wait a minute and read again. If they still differ, ask the server&apos;s administrator.</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>El servidor lista %1 con un estado y la ejecuta con otro. Espere un minuto y lea de nuevo. Si aún difieren, pregunte al administrador del servidor.</translation>
    </message>
    <message>
        <source>The server lists %1 as disconnected but runs it connected. Its row is left as it is: restart the instance on the server, then read again.</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>El servidor lista %1 como desconectada pero la ejecuta conectada. Su fila se deja como está: reinicie la instancia en el servidor, y lea de nuevo.</translation>
    </message>
    <message>
        <source>Two or more are connected, %1 among them. Find out which one the clinic uses, then disable or delete the others by name.</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>Hay dos o más conectadas, %1 entre ellas. Averigüe cuál usa la clínica, y desactive o elimine las otras por su nombre.</translation>
    </message>
    <message>
        <source>None of %1 is connected. Choose the one to keep, then clean up again.</source>
        <extracomment>%1 is the name of an organization or a number</extracomment>
        <translation>Ninguna de %1 está conectada. Elija la que se conserva, y limpie de nuevo.</translation>
    </message>
    <message>
        <source>You chose another one, but %1 is connected. Choose that one, or unlink its phone first (on the command line: unlink NAME).</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>Usted eligió otra, pero %1 está conectada. Elija esa, o desvincule antes su teléfono (en la línea de comandos: unlink NAME).</translation>
    </message>
    <message>
        <source>You chose more than one of %1. Choose one.</source>
        <extracomment>%1 is the name of an organization or a number</extracomment>
        <translation>Usted eligió más de una de %1. Elija una.</translation>
    </message>
    <message>
        <source>The row of %1 is switched off. Enable it first, or delete the instances by name.</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>La fila de %1 está desactivada. Actívela antes, o elimine las instancias por su nombre.</translation>
    </message>
    <message>
        <source>Several organizations have an instance with the number %1. Find out whose it is, then delete the others by name.</source>
        <extracomment>%1 is a phone number</extracomment>
        <translation>Varias organizaciones tienen una instancia con el número %1. Averigüe de quién es, y elimine las otras por su nombre.</translation>
    </message>
    <message>
        <source>%1 is the only connected instance of its organization. Enable it, or repair it by name to unlink its phone.</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>%1 es la única instancia conectada de su organización. Actívela, o repárela por su nombre para desvincular su teléfono.</translation>
    </message>
    <message>
        <source>Nothing says whose %1 is. Assign an organization (in the window: Assign organization…; on the command line: repair NAME --organization UUID), or delete it.</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>Nada dice de quién es %1. Asigne una organización (en la ventana: Asignar organización…; en la línea de comandos: repair NAME --organization UUID), o elimínela.</translation>
    </message>
    <message>
        <source>%1 already has an active row for another instance. Disable that one or clean up the duplicates first.</source>
        <extracomment>%1 is the name of an organization</extracomment>
        <translation>%1 ya tiene una fila activa para otra instancia. Desactive esa o limpie antes los duplicados.</translation>
    </message>
    <message>
        <source>Several rows name %1, some of them switched off. Ask the database&apos;s administrator to remove the unwanted ones, or delete %1 by name.</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>Varias filas nombran %1, algunas desactivadas. Pida al administrador de la base de datos que quite las que sobran, o elimine %1 por su nombre.</translation>
    </message>
    <message>
        <source>No row names %1. Assign an organization (in the window: Assign organization…; on the command line: repair NAME --organization UUID), or delete it.</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>Ninguna fila nombra %1. Asigne una organización (en la ventana: Asignar organización…; en la línea de comandos: repair NAME --organization UUID), o elimínela.</translation>
    </message>
    <message>
        <source>No store knows an instance named %1. Check the name.</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>Ningún almacén conoce una instancia llamada %1. Revise el nombre.</translation>
    </message>
    <message>
        <source>What the server lists of %1 is damaged, so nothing is concluded about it. The audit says what is wrong: ask the server&apos;s administrator to correct it.</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>Lo que el servidor lista de %1 está dañado, así que no se concluye nada sobre ella. La lectura dice qué falla: pida al administrador del servidor que lo corrija.</translation>
    </message>
    <message>
        <source>%1 has duplicates. Clean them up first: that also repairs row, cache and webhook (in the window: Clean up…; on the command line: clean).</source>
        <extracomment>%1 is the name of an instance or an organization</extracomment>
        <translation>%1 tiene duplicados. Límpielos antes: eso también repara la fila, la caché y el webhook (en la ventana: Limpiar…; en la línea de comandos: clean).</translation>
    </message>
    <message>
        <source>No row names %1. Repair that instance first: it is given this row.</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>Ninguna fila nombra %1. Repare antes esa instancia: recibe esta fila.</translation>
    </message>
    <message>
        <source>No row names %1, but a row without an instance has its number, or almost its name. If they belong together, repair %1 by name: the row is given this instance.</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>Ninguna fila nombra %1, pero una fila sin instancia tiene su número, o casi su nombre. Si van juntas, repare %1 por su nombre: la fila recibe esta instancia.</translation>
    </message>
    <message>
        <source>The server has no instance %1, but its row was connected once. Enable it by name to create the instance, or delete it by name to remove the row.</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>El servidor no tiene la instancia %1, pero su fila estuvo conectada. Actívela por su nombre para crear la instancia, o elimínela por su nombre para quitar la fila.</translation>
    </message>
    <message>
        <source>The profile has no webhook address, so none can be set for %1. Enter one in the profile (command line: STEWARD_WEBHOOK_URL), then repair again.</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>El perfil no tiene dirección de webhook, así que no se puede poner ninguna para %1. Escriba una en el perfil (línea de comandos: STEWARD_WEBHOOK_URL), y repare de nuevo.</translation>
    </message>
    <message>
        <source>The phone of %1 is not connected any more. Pair it again with the phone at hand (on the command line: pair NAME).</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>El teléfono de %1 ya no está conectado. Vincúlelo de nuevo con el teléfono a mano (en la línea de comandos: pair NAME).</translation>
    </message>
    <message>
        <source>The stores do not seem to belong together, so nothing is removed. Check the profile, or name the instance.</source>
        <translation>Los almacenes no parecen ir juntos, así que no se quita nada. Revise el perfil, o nombre la instancia.</translation>
    </message>
    <message>
        <source>Steward cannot decide what is right for %1. Assign its organization (command line: repair NAME --organization UUID), or enable, disable or delete it.</source>
        <extracomment>%1 is the name of an instance, or words for a row without one</extracomment>
        <translation>Steward no puede decidir qué es lo correcto para %1. Asigne su organización (línea de comandos: repair NAME --organization UUID), o actívela, desactívela o elimínela.</translation>
    </message>
    <message>
        <source>%1 is connected, so its pairing needs no reset. To pair another phone, unlink this one first (on the command line: unlink NAME).</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>%1 está conectada, así que no hace falta rehacer su vinculación. Para vincular otro teléfono, desvincule antes este (en la línea de comandos: unlink NAME).</translation>
    </message>
    <message>
        <source>The column config of the row of %1 holds no JSON object, so Steward does not write there. Ask the database&apos;s administrator to correct it. Deleting and disabling still work.</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>La columna config de la fila de %1 no contiene un objeto JSON, así que Steward no escribe allí. Pida al administrador de la base de datos que la corrija. Eliminar y desactivar siguen funcionando.</translation>
    </message>
    <message>
        <source>%1 has changed since the plan was made. Make the plan again.</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>%1 cambió desde que se hizo el plan. Haga el plan de nuevo.</translation>
    </message>
    <message>
        <source>%1 was to be kept, but has changed since the plan was made. Make the plan again.</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>%1 se iba a conservar, pero cambió desde que se hizo el plan. Haga el plan de nuevo.</translation>
    </message>
    <message>
        <source>Another instance has the number of %1 too. Find out which one the clinic uses, then disable or delete the other (on the command line: disable NAME or delete NAME).</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>Otra instancia también tiene el número de %1. Averigüe cuál usa la clínica, y desactive o elimine la otra (en la línea de comandos: disable NAME o delete NAME).</translation>
    </message>
    <message>
        <source>The name of %1 and its row point to different organizations. Find out whose it is, then assign that organization (on the command line: repair NAME --organization UUID).</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>El nombre de %1 y su fila apuntan a organizaciones distintas. Averigüe de quién es, y asigne esa organización (en la línea de comandos: repair NAME --organization UUID).</translation>
    </message>
    <message>
        <source>The row of %1 already belongs to this organization. Only the name points to the other one and cannot be changed: create an instance with a new name and delete this one.</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>La fila de %1 ya pertenece a esta organización. Solo el nombre apunta a la otra y no se puede cambiar: cree una instancia con un nombre nuevo y elimine esta.</translation>
    </message>
    <message>
        <source>The database has no organization with the ID %1. Check the ID.</source>
        <extracomment>%1 is an id</extracomment>
        <translation>La base de datos no tiene ninguna organización con el ID %1. Revise el ID.</translation>
    </message>
    <message>
        <source>The row %1 does not say which instance it means. Name one, or remove the row (on the command line: repair --row %1 --set-name NAME, or repair --row %1 --remove).</source>
        <extracomment>%1 is a row&apos;s id</extracomment>
        <translation>La fila %1 no dice cuál es su instancia. Nombre una, o quite la fila (en la línea de comandos: repair --row %1 --set-name NAME, o repair --row %1 --remove).</translation>
    </message>
    <message>
        <source>Another phone than the expected one is connected to %1, so its number is not written. Unlink it and pair the right phone (on the command line: unlink NAME, then pair NAME), or use this phone (repair NAME --use-phone).</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>A %1 está conectado otro teléfono que el esperado, así que su número no se escribe. Desvincúlelo y vincule el teléfono correcto (en la línea de comandos: unlink NAME, después pair NAME), o use este teléfono (repair NAME --use-phone).</translation>
    </message>
    <message>
        <source>%1 is connected, but the server does not say with which number. Try again in a minute.</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>%1 está conectada, pero el servidor no dice con qué número. Inténtelo de nuevo en un minuto.</translation>
    </message>
    <message>
        <source>No phone is connected to %1, so there is none to use or to unlink.</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>No hay ningún teléfono conectado a %1, así que no hay ninguno que usar o desvincular.</translation>
    </message>
    <message>
        <source>There is no whatsapp/evolution row with the ID %1. Check the ID.</source>
        <extracomment>%1 is a row&apos;s id</extracomment>
        <translation>No hay ninguna fila whatsapp/evolution con el ID %1. Revise el ID.</translation>
    </message>
    <message>
        <source>The row of %1 is switched off. Enable it first.</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>La fila de %1 está desactivada. Actívela antes.</translation>
    </message>
    <message>
        <source>The row names %1, which is on the server, so it can only be removed together with it. To do that, delete %1 by name.</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>La fila nombra %1, que está en el servidor, así que solo se puede quitar junto con ella. Para eso, elimine %1 por su nombre.</translation>
    </message>
    <message>
        <source>The server may still have %1, so its row is left as it is. Try again in a few minutes.</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>El servidor aún puede tener %1, así que su fila se deja como está. Inténtelo de nuevo en unos minutos.</translation>
    </message>
    <message>
        <source>Another row already names %1. Choose another name.</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>Otra fila ya nombra %1. Elija otro nombre.</translation>
    </message>
    <message>
        <source>The server does not list %1, so no row can name it. Check the name.</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>El servidor no lista %1, así que ninguna fila puede nombrarla. Revise el nombre.</translation>
    </message>
    <message>
        <source>The server has no instance %1, so nothing of it can be set or restarted.</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>El servidor no tiene la instancia %1, así que nada de ella se puede definir ni reiniciar.</translation>
    </message>
    <message>
        <source>The address needs a token, and %1 has no active row with one. Assign an organization first, or choose an address without {webhook_token}.</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>La dirección necesita un token, y %1 no tiene una fila activa con uno. Asigne antes una organización, o elija una dirección sin {webhook_token}.</translation>
    </message>
    <message>
        <source>%1 has no webhook address yet. Choose an address too.</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>%1 aún no tiene dirección de webhook. Elija también una dirección.</translation>
    </message>
    <message>
        <source>No phone is connected to %1, and the server restarts only what is connected. Pair it.</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>No hay ningún teléfono vinculado a %1, y el servidor solo reinicia lo que está conectado. Vincúlela.</translation>
    </message>
</context>
<context>
    <name>steward::StepTrail</name>
    <message>
        <source>Step %1 of %2: %3</source>
        <extracomment>%1 is the number of the step that is seen, %2 how many there are, %3 what it is called; read aloud</extracomment>
        <translation>Paso %1 de %2: %3</translation>
    </message>
</context>
<context>
    <name>steward::StepsLanguageBox</name>
    <message>
        <source>Language of the steps</source>
        <translation>Idioma de los pasos</translation>
    </message>
    <message>
        <source>The steps are shown in this language; the window keeps its own.</source>
        <translation>Los pasos se muestran en este idioma; la ventana conserva el suyo.</translation>
    </message>
</context>
<context>
    <name>steward::StoreButton</name>
    <message numerus="yes">
        <source>%n instance(s)</source>
        <translation>
            <numerusform>%Ln instancia</numerusform>
            <numerusform>%Ln instancias</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%Ln fila</numerusform>
            <numerusform>%Ln filas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entry(s)</source>
        <translation>
            <numerusform>%Ln entrada</numerusform>
            <numerusform>%Ln entradas</numerusform>
        </translation>
    </message>
    <message>
        <source>Not read yet</source>
        <translation>Aún sin leer</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Leyendo…</translation>
    </message>
    <message>
        <source>Not read</source>
        <translation>Sin leer</translation>
    </message>
    <message>
        <source>%1 s</source>
        <extracomment>%1 is a number of seconds</extracomment>
        <translation>%1 s</translation>
    </message>
</context>
<context>
    <name>steward::StoreCards</name>
    <message>
        <source>Testing…</source>
        <translation>Probando…</translation>
    </message>
    <message>
        <source>Not tested</source>
        <translation>Sin probar</translation>
    </message>
    <message>
        <source>Works</source>
        <translation>Funciona</translation>
    </message>
    <message>
        <source>Works, with a warning</source>
        <translation>Funciona, con una advertencia</translation>
    </message>
    <message>
        <source>Cannot be read</source>
        <translation>No se puede leer</translation>
    </message>
    <message>
        <source>Fold</source>
        <translation>Plegar</translation>
    </message>
    <message>
        <source>Unfold</source>
        <translation>Desplegar</translation>
    </message>
    <message>
        <source>Test again</source>
        <translation>Probar de nuevo</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Probar</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>&amp;Parar</translation>
    </message>
    <message>
        <source>&amp;Test all</source>
        <translation>&amp;Probar todo</translation>
    </message>
    <message>
        <source>as %1</source>
        <extracomment>%1 is the user by which the database knows us</extracomment>
        <translation>como %1</translation>
    </message>
    <message>
        <source>%1 · database %2</source>
        <translation>%1 · base %2</translation>
    </message>
    <message>
        <source>unencrypted connections are allowed</source>
        <translation>se permiten conexiones sin cifrar</translation>
    </message>
</context>
<context>
    <name>steward::StoreNames</name>
    <message>
        <source>a name that is not empty</source>
        <translation>un nombre que no esté vacío</translation>
    </message>
</context>
<context>
    <name>steward::StoreRecords</name>
    <message>
        <source>The server lists %1 twice, so nothing is concluded about it. Ask the server&apos;s administrator to look into the server&apos;s database.</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>El servidor lista %1 dos veces, así que no se concluye nada sobre ella. Pida al administrador del servidor que mire la base de datos del servidor.</translation>
    </message>
    <message>
        <source>What the server lists of %1 is damaged, so nothing is concluded about it. Ask the server&apos;s administrator to look into the server&apos;s database.</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>Lo que el servidor lista de %1 está dañado, así que no se concluye nada sobre ella. Pida al administrador del servidor que mire la base de datos del servidor.</translation>
    </message>
    <message>
        <source>The server lists a name that is no valid text (%1), so nothing is concluded about it. Ask the server&apos;s administrator to rename or remove it.</source>
        <extracomment>%1 is the name of an instance, parts of which could not be read</extracomment>
        <translation>El servidor lista un nombre que no es texto válido (%1), así que no se concluye nada sobre ella. Pida al administrador del servidor que la renombre o la quite.</translation>
    </message>
    <message>
        <source>The server lists an instance without a name. It was left out.</source>
        <translation>El servidor lista una instancia sin nombre. Quedó fuera.</translation>
    </message>
</context>
<context>
    <name>steward::StoreRefusals</name>
    <message>
        <source>A webhook needs at least one event: without any, the server would send all. Choose the events, or switch the webhook off.</source>
        <translation>Un webhook necesita al menos un evento: sin ninguno, el servidor enviaría todos. Elija los eventos, o apague el webhook.</translation>
    </message>
    <message>
        <source>Some organizations have several enabled integrations already; they are listed. Disable or delete all but one of each, then apply again.</source>
        <translation>Algunas organizaciones ya tienen varias filas activas; están listadas. Desactive o elimine todas menos una de cada una, y aplique de nuevo.</translation>
    </message>
    <message>
        <source>The integration that was to be finished has been deleted in the meantime. Look again before doing anything.</source>
        <translation>La integración que se iba a terminar se eliminó entretanto. Mire de nuevo antes de hacer nada.</translation>
    </message>
</context>
<context>
    <name>steward::StoreStatusBar</name>
    <message>
        <source>%1 not read yet</source>
        <extracomment>%1 is a store such as &quot;Server&quot;</extracomment>
        <translation>%1 aún sin leer</translation>
    </message>
    <message>
        <source>%1 reading…</source>
        <extracomment>%1 is a store such as &quot;Server&quot;</extracomment>
        <translation>%1: leyendo…</translation>
    </message>
    <message>
        <source>%1 %2 in %3 s</source>
        <extracomment>%1 is a store such as &quot;Server&quot;, %2 how many records it gave, %3 a number of seconds</extracomment>
        <translation>%1 %2 en %3 s</translation>
    </message>
    <message>
        <source>%1 not read</source>
        <extracomment>%1 is a store such as &quot;Server&quot;; the reason stands in the notice above the table</extracomment>
        <translation>%1 sin leer</translation>
    </message>
    <message>
        <source>%1: not known</source>
        <extracomment>%1 is a store such as &quot;Server&quot;</extracomment>
        <translation>%1: no se sabe</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <extracomment>Where there is little room: %1 is a store such as &quot;Server&quot;, %2 how many records it gave</extracomment>
        <translation>%1 %2</translation>
    </message>
</context>
<context>
    <name>steward::StoreTrouble</name>
    <message>
        <source>the server</source>
        <translation>el servidor</translation>
    </message>
    <message>
        <source>the database</source>
        <translation>la base de datos</translation>
    </message>
    <message>
        <source>the cache</source>
        <translation>la caché</translation>
    </message>
    <message>
        <source>Nothing of ours was found in %1, but %2 in %3. These stores do not seem to belong together: check the profile.</source>
        <extracomment>%1 is &quot;the server&quot;, &quot;the database&quot; or &quot;the cache&quot;, %2 a number, %3 another of the stores</extracomment>
        <translation>No se encontró nada nuestro (%1), pero %2 en otro almacén (%3). Estos almacenes no parecen ir juntos: revise el perfil.</translation>
    </message>
    <message numerus="yes">
        <source>The server lists nothing, but there are %n active row(s). These stores do not seem to belong together: check the profile.</source>
        <extracomment>%n is a number of rows</extracomment>
        <translation>
            <numerusform>El servidor no lista nada, pero hay %Ln fila activa. Estos almacenes no parecen ir juntos: revise el perfil.</numerusform>
            <numerusform>El servidor no lista nada, pero hay %Ln filas activas. Estos almacenes no parecen ir juntos: revise el perfil.</numerusform>
        </translation>
    </message>
    <message>
        <source>Only %2 of %1 active rows name an instance that the server lists. These stores do not seem to belong together: check the profile.</source>
        <extracomment>%1 and %2 are numbers of rows</extracomment>
        <translation>Solo %2 de %1 filas activas nombran una instancia que el servidor lista. Estos almacenes no parecen ir juntos: revise el perfil.</translation>
    </message>
</context>
<context>
    <name>steward::StrictFields</name>
    <message>
        <source>a text of ordinary length</source>
        <translation>un texto de longitud corriente</translation>
    </message>
    <message>
        <source>there and not empty</source>
        <translation>presente y no vacío</translation>
    </message>
    <message>
        <source>a list of texts</source>
        <translation>una lista de textos</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true o false</translation>
    </message>
    <message>
        <source>a whole number from %1 to %2</source>
        <extracomment>%1 and %2 are numbers</extracomment>
        <translation>un número entero de %1 a %2</translation>
    </message>
    <message>
        <source>an object in braces</source>
        <translation>un objeto entre llaves</translation>
    </message>
</context>
<context>
    <name>steward::SummaryView</name>
    <message>
        <source>Not checked</source>
        <translation>Sin verificar</translation>
    </message>
    <message>
        <source>None is set</source>
        <translation>Ninguno puesto</translation>
    </message>
    <message>
        <source>Switched off</source>
        <translation>Apagado</translation>
    </message>
    <message>
        <source>Set</source>
        <extracomment>%1 is the first letters of a token</extracomment>
        <translation>Puesto</translation>
    </message>
    <message>
        <source>Set, token %1</source>
        <translation>Puesto, token %1</translation>
    </message>
    <message>
        <source>Stores</source>
        <translation>Almacenes</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Detalles</translation>
    </message>
    <message>
        <source>The profile leaves this instance alone.</source>
        <translation>El perfil dice que no se toque esta instancia.</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Teléfono</translation>
    </message>
    <message>
        <source>WhatsApp name</source>
        <translation>Nombre en WhatsApp</translation>
    </message>
    <message>
        <source>%1 since</source>
        <extracomment>%1 is a state such as &quot;Connected&quot;</extracomment>
        <translation>%1 desde</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Mensajes</translation>
    </message>
    <message>
        <source>Webhook</source>
        <translation>Webhook</translation>
    </message>
    <message>
        <source>Protected</source>
        <translation>Protegida</translation>
    </message>
    <message>
        <source>Yes: no plan deletes, disables or cleans it.</source>
        <translation>Sí: ningún plan la elimina, desactiva ni limpia.</translation>
    </message>
    <message>
        <source>No</source>
        <translation>No</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Veredicto</translation>
    </message>
    <message>
        <source>Checked</source>
        <translation>Verificada</translation>
    </message>
    <message>
        <source>Nothing can be changed while the server is unread.</source>
        <translation>No se puede cambiar nada mientras no se lea el servidor.</translation>
    </message>
    <message>
        <source>Nothing can be changed while the database is unread.</source>
        <translation>No se puede cambiar nada mientras no se lea la base de datos.</translation>
    </message>
    <message>
        <source>Nothing can be changed while the cache is unread.</source>
        <translation>No se puede cambiar nada mientras no se lea la caché.</translation>
    </message>
    <message>
        <source>No address can reach this name, so nothing can be done with it from here.</source>
        <translation>Ninguna dirección llega a este nombre, así que desde aquí no se puede hacer nada con él.</translation>
    </message>
    <message>
        <source>Clean up the duplicates first. That mends this too.</source>
        <translation>Limpie los duplicados primero. Eso también corrige este problema.</translation>
    </message>
</context>
<context>
    <name>steward::Survivor</name>
    <message>
        <source>connected, and the server runs it</source>
        <translation>conectada, y el servidor la ejecuta</translation>
    </message>
    <message>
        <source>perhaps connected</source>
        <translation>quizá conectada</translation>
    </message>
    <message>
        <source>not connected</source>
        <translation>no conectada</translation>
    </message>
    <message>
        <source>named by the row</source>
        <translation>indicada por la fila</translation>
    </message>
    <message>
        <source>not named by the row</source>
        <translation>no indicada por la fila</translation>
    </message>
    <message>
        <source>number %1</source>
        <extracomment>%1 is a phone number</extracomment>
        <translation>número %1</translation>
    </message>
    <message>
        <source>no number</source>
        <translation>ningún número</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s), the most</source>
        <translation>
            <numerusform>%Ln mensaje, más que las otras</numerusform>
            <numerusform>%Ln mensajes, más que las otras</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>%Ln mensaje</numerusform>
            <numerusform>%Ln mensajes</numerusform>
        </translation>
    </message>
    <message>
        <source>newest</source>
        <translation>la más nueva</translation>
    </message>
</context>
<context>
    <name>steward::SurvivorJudgement</name>
    <message>
        <source>The row&apos;s config is not a JSON object, so Steward does not write into it. The row was left as it is. Ask the database&apos;s administrator to put it right.</source>
        <translation>La config de la fila no es un objeto JSON, así que Steward no escribe en ella. La fila se dejó como estaba. Pida al administrador de la base de datos que lo corrija.</translation>
    </message>
</context>
<context>
    <name>steward::SystemKeychain</name>
    <message>
        <source>This computer&apos;s keychain did not answer in time. See whether a window asks for its password, then try again.</source>
        <translation>El llavero de esta computadora no respondió a tiempo. Vea si una ventana pide su contraseña, e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>This computer&apos;s keychain cannot be used. Unlock it and try again, or enter the secrets for this session only.</source>
        <translation>El llavero de esta computadora no se puede usar. Desbloquéelo e inténtelo de nuevo, o escriba los secretos solo para esta sesión.</translation>
    </message>
    <message>
        <source>This secret is longer than a keychain can hold. See whether it was copied correctly.</source>
        <translation>Este secreto es más largo de lo que cabe en un llavero. Vea si se copió bien.</translation>
    </message>
</context>
<context>
    <name>steward::TableShape</name>
    <message>
        <source>In the table %1 the column %2 is of the type %3, and Steward needs %4 there, so it writes nothing. Ask the database&apos;s administrator to change its type.</source>
        <extracomment>%1 is a table&apos;s name, %2 one of its columns, %3 and %4 names of types such as &quot;text&quot; and &quot;uuid&quot;</extracomment>
        <translation>En la tabla %1 la columna %2 es del tipo %3, y Steward necesita %4 allí, así que no escribe nada. Pida al administrador de la base de datos que cambie su tipo.</translation>
    </message>
    <message>
        <source>The table %1 lacks columns that Steward needs: %2. Ask the database&apos;s administrator to add them, or correct the table&apos;s name in the profile.</source>
        <extracomment>%1 is a table&apos;s name, %2 a list of its columns</extracomment>
        <translation>En la tabla %1 faltan columnas que Steward necesita: %2. Pida al administrador de la base de datos que las añada, o corrija el nombre de la tabla en el perfil.</translation>
    </message>
    <message>
        <source>A new row of the table %1 has to say what Steward does not know: %2. Ask the database&apos;s administrator to give these columns a default.</source>
        <extracomment>%1 is a table&apos;s name, %2 a list of its columns</extracomment>
        <translation>Una fila nueva de la tabla %1 tiene que decir lo que Steward no sabe: %2. Pida al administrador de la base de datos un valor predeterminado para estas columnas.</translation>
    </message>
    <message>
        <source>%1 is no table but a view, and Steward changes rows only in the table itself. Enter the table&apos;s name in the profile.</source>
        <extracomment>%1 is the name of a view</extracomment>
        <translation>%1 no es una tabla sino una vista, y Steward cambia filas solo en la tabla misma. Escriba el nombre de la tabla en el perfil.</translation>
    </message>
</context>
<context>
    <name>steward::Tour</name>
    <message>
        <source>Begin with the overview</source>
        <translation>Empiece por el panorama</translation>
    </message>
    <message>
        <source>It says how many clinics are connected and what is wrong. These clinics are invented: nothing can break.</source>
        <translation>Dice cuántas clínicas están conectadas y qué falla. Estas clínicas son inventadas: no se puede romper nada.</translation>
    </message>
    <message>
        <source>Look at one clinic</source>
        <translation>Mire una clínica</translation>
    </message>
    <message>
        <source>Select a row. To the right stands what the server, the database and the cache each say of it, and what to do.</source>
        <translation>Seleccione una fila. A la derecha está qué dicen de ella el servidor, la base de datos y la caché, y qué hacer.</translation>
    </message>
    <message>
        <source>See a plan before anything changes</source>
        <translation>Vea un plan antes de que cambie nada</translation>
    </message>
    <message>
        <source>Press Look for duplicates. You see which instance stays, and a plan. Nothing is done before you say so.</source>
        <translation>Pulse Buscar duplicados. Ve qué instancia se queda, y un plan. No se hace nada antes de que usted lo diga.</translation>
    </message>
    <message>
        <source>Pair a phone</source>
        <translation>Vincule un teléfono</translation>
    </message>
    <message>
        <source>Choose instances, press Pair, and the clinic scans the code. F1 explains each page; ? shows the keys.</source>
        <translation>Elija instancias, pulse Vincular, y la clínica escanea el código. F1 explica cada página; ? muestra los atajos.</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>V&amp;olver</translation>
    </message>
    <message>
        <source>&amp;Leave the tour</source>
        <translation>&amp;Salir de la visita</translation>
    </message>
    <message>
        <source>Step %1 of %2</source>
        <extracomment>%1 is the number of the step, %2 how many there are</extracomment>
        <translation>Paso %1 de %2</translation>
    </message>
    <message>
        <source>&amp;Done</source>
        <translation>&amp;Listo</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>Siguie&amp;nte</translation>
    </message>
</context>
<context>
    <name>steward::Tray</name>
    <message>
        <source>Steward</source>
        <translation>Steward</translation>
    </message>
    <message>
        <source>&amp;Open Steward</source>
        <translation>&amp;Abrir Steward</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Salir</translation>
    </message>
    <message>
        <source>Steward: %1</source>
        <extracomment>%1 is a workspace&apos;s name</extracomment>
        <translation>Steward: %1</translation>
    </message>
    <message>
        <source>&amp;Open %1</source>
        <extracomment>%1 is a workspace&apos;s name</extracomment>
        <translation>A&amp;brir %1</translation>
    </message>
</context>
<context>
    <name>steward::TroubleBanner</name>
    <message>
        <source>Try &amp;again</source>
        <translation>Intentar de &amp;nuevo</translation>
    </message>
    <message>
        <source>Read the stores again</source>
        <translation>Leer de nuevo los almacenes</translation>
    </message>
    <message>
        <source>Hide this notice until the next reading</source>
        <translation>Ocultar este aviso hasta la próxima lectura</translation>
    </message>
    <message>
        <source>Hide this notice</source>
        <translation>Ocultar este aviso</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Detalles</translation>
    </message>
    <message>
        <source>Show the details of this trouble</source>
        <translation>Mostrar los detalles de este problema</translation>
    </message>
    <message>
        <source>The server is still starting.</source>
        <translation>El servidor aún se está iniciando.</translation>
    </message>
    <message>
        <source>Most of the instances asked are not in its memory yet, so nothing is concluded from that. Read again in a minute.</source>
        <translation>La mayoría de las instancias preguntadas aún no está en su memoria, así que de eso no se concluye nada. Lea de nuevo en un minuto.</translation>
    </message>
    <message numerus="yes">
        <source>The server lists %n odd entries, of which nothing is concluded.</source>
        <translation>
            <numerusform>El servidor lista %Ln entrada rara, de la que no se concluye nada.</numerusform>
            <numerusform>El servidor lista %Ln entradas raras, de las que no se concluye nada.</numerusform>
        </translation>
    </message>
    <message>
        <source>The server cannot be reached</source>
        <translation>No se puede llegar al servidor</translation>
    </message>
    <message>
        <source>The server was not read</source>
        <translation>El servidor no se leyó</translation>
    </message>
    <message>
        <source>The database cannot be reached</source>
        <translation>No se puede llegar a la base de datos</translation>
    </message>
    <message>
        <source>The database was not read</source>
        <translation>La base de datos no se leyó</translation>
    </message>
    <message>
        <source>The cache cannot be reached</source>
        <translation>No se puede llegar a la caché</translation>
    </message>
    <message>
        <source>The cache was not read</source>
        <translation>La caché no se leyó</translation>
    </message>
    <message>
        <source>Nothing is concluded about the server.</source>
        <translation>No se concluye nada sobre el servidor.</translation>
    </message>
    <message>
        <source>Nothing is concluded about the database.</source>
        <translation>No se concluye nada sobre la base de datos.</translation>
    </message>
    <message>
        <source>Nothing is concluded about the cache.</source>
        <translation>No se concluye nada sobre la caché.</translation>
    </message>
    <message>
        <source>Open doctor</source>
        <translation>Abrir diagnóstico</translation>
    </message>
    <message>
        <source>Test the connections</source>
        <translation>Probar las conexiones</translation>
    </message>
</context>
<context>
    <name>steward::UnfinishedBanner</name>
    <message numerus="yes">
        <source>%n operation(s) were interrupted before their end: %1.</source>
        <extracomment>%n is how many operations, %1 names them</extracomment>
        <translation>
            <numerusform>%Ln operación se interrumpió antes de su fin: %1.</numerusform>
            <numerusform>%Ln operaciones se interrumpieron antes de su fin: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No worker listens, so none has heard of %n change(s) yet.</source>
        <translation>
            <numerusform>Ningún programa de mensajería escucha, así que ninguno oyó aún de %Ln cambio.</numerusform>
            <numerusform>Ningún programa de mensajería escucha, así que ninguno oyó aún de %Ln cambios.</numerusform>
        </translation>
    </message>
    <message>
        <source>Until one does, workers may go on with what they knew; it is told as soon as one listens.</source>
        <translation>Hasta que uno escuche, los programas de mensajería pueden seguir con lo que sabían; se les avisa en cuanto uno escuche.</translation>
    </message>
    <message>
        <source>This profile only reads; open one that may change the stores to bring it to its end.</source>
        <translation>Este perfil solo lee; abra uno que pueda cambiar los almacenes para llevarlo a su fin.</translation>
    </message>
    <message>
        <source>&amp;Finish it…</source>
        <translation>&amp;Terminar…</translation>
    </message>
    <message>
        <source>Show the &amp;journal</source>
        <translation>Mostrar el &amp;diario</translation>
    </message>
    <message>
        <source>Finish what was interrupted</source>
        <translation>Terminar lo que se interrumpió</translation>
    </message>
    <message>
        <source>Show the journal</source>
        <translation>Mostrar el diario</translation>
    </message>
    <message>
        <source>Hide this notice until there is something new</source>
        <translation>Ocultar este aviso hasta que haya algo nuevo</translation>
    </message>
    <message>
        <source>Dismiss this notice</source>
        <translation>Descartar este aviso</translation>
    </message>
    <message>
        <source>Only an administrator can finish it.</source>
        <translation>Solo un administrador puede terminarlo.</translation>
    </message>
</context>
<context>
    <name>steward::UnknownNames</name>
    <message>
        <source>No store knows an instance named %1. Did you mean: %2?</source>
        <extracomment>%1 is the name that was typed, %2 lists names that are nearly the same</extracomment>
        <translation>Ningún almacén conoce una instancia llamada %1. ¿Quiso decir: %2?</translation>
    </message>
    <message>
        <source>The server does not list %1, so it cannot be kept.</source>
        <extracomment>%1 is an instance&apos;s name</extracomment>
        <translation>El servidor no lista %1, así que no se puede conservar.</translation>
    </message>
    <message>
        <source>%1 is none of the duplicates that are cleaned, so it cannot be kept.</source>
        <extracomment>%1 is an instance&apos;s name</extracomment>
        <translation>%1 no es ninguno de los duplicados que se limpian, así que no se puede conservar.</translation>
    </message>
    <message>
        <source>Nothing was deleted.</source>
        <translation>No se eliminó nada.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>No se cambió nada.</translation>
    </message>
</context>
<context>
    <name>steward::UnknownValue</name>
    <message>
        <source>not known</source>
        <translation>no se sabe</translation>
    </message>
    <message>
        <source>What came of it is not known. Read again, and look at the stores.</source>
        <translation>No se sabe qué pasó. Lea de nuevo, y mire los almacenes.</translation>
    </message>
</context>
<context>
    <name>steward::UnquietNames</name>
    <message>
        <source>%1 was logged out or deleted a short while ago. The server may still clean up that name, and a phone paired now could be lost: use the name after %2, or use a new name.</source>
        <extracomment>%1 is an instance&apos;s name, %2 a time of day, or a date with one</extracomment>
        <translation>%1 se desconectó o eliminó hace poco. El servidor aún puede limpiar ese nombre, y un teléfono vinculado ahora se podría perder: use el nombre más tarde (después de: %2), o use un nombre nuevo.</translation>
    </message>
</context>
<context>
    <name>steward::UpdateNotice</name>
    <message>
        <source>What came from the address for new versions is not signed by Steward&apos;s makers. It was not used. Correct the address.</source>
        <translation>Lo que vino de la dirección de versiones nuevas no está firmado por quienes hacen Steward. No se usó. Corrija la dirección.</translation>
    </message>
    <message>
        <source>The address for new versions, %1, could not be read. Correct it, or try again later.</source>
        <extracomment>%1 is a web address</extracomment>
        <translation>La dirección de versiones nuevas, %1, no se pudo leer. Corríjala, o inténtelo más tarde.</translation>
    </message>
</context>
<context>
    <name>steward::UpdatePanel</name>
    <message>
        <source>Version %1 is there. Nothing is downloaded by Steward itself.</source>
        <extracomment>%1 is a version number</extracomment>
        <translation>La versión %1 está disponible. Steward mismo no descarga nada.</translation>
    </message>
    <message>
        <source>This is the newest version.</source>
        <translation>Esta es la versión más reciente.</translation>
    </message>
</context>
<context>
    <name>steward::Verdict</name>
    <message>
        <source>Not read</source>
        <translation>Sin leer</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problema</translation>
    </message>
    <message>
        <source>Switched off</source>
        <translation>Apagado</translation>
    </message>
    <message>
        <source>Not paired</source>
        <translation>Sin vincular</translation>
    </message>
    <message>
        <source>Not checked</source>
        <translation>Sin verificar</translation>
    </message>
    <message>
        <source>Works</source>
        <translation>Funciona</translation>
    </message>
</context>
<context>
    <name>steward::VerdictWords</name>
    <message>
        <source>not asked</source>
        <translation>no preguntado</translation>
    </message>
    <message>
        <source>asked %1 ago</source>
        <extracomment>%1 is a time such as &quot;3 min&quot;</extracomment>
        <translation>preguntado hace %1</translation>
    </message>
    <message>
        <source>A store was not read, or the server did not say whether it has it: nothing is concluded.</source>
        <translation>Un almacén no se leyó, o el servidor no dijo si la tiene: no se concluye nada.</translation>
    </message>
    <message>
        <source>Something is wrong with it: see its problems.</source>
        <translation>Algo falla en ella: vea sus problemas.</translation>
    </message>
    <message>
        <source>Its row is disabled.</source>
        <translation>Su fila está desactivada.</translation>
    </message>
    <message>
        <source>No phone is linked to it now.</source>
        <translation>Ahora no hay ningún teléfono vinculado a ella.</translation>
    </message>
    <message>
        <source>It is listed as connected, and it was not asked yet whether its messages reach anybody.</source>
        <translation>Está listada como conectada, y aún no se preguntó si sus mensajes llegan a alguien.</translation>
    </message>
    <message>
        <source>A phone is linked, nothing is wrong, and its messages go to the webhook.</source>
        <translation>Hay un teléfono vinculado, nada falla, y sus mensajes van al webhook.</translation>
    </message>
    <message>
        <source>Memory %1, webhook %2.</source>
        <extracomment>%1 and %2 are &quot;not asked&quot; or such as &quot;asked 3 min ago&quot;</extracomment>
        <translation>Memoria: %1, webhook: %2.</translation>
    </message>
</context>
<context>
    <name>steward::ViewExport</name>
    <message>
        <source>Export what is shown</source>
        <translation>Exportar lo que se muestra</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) are saved in %1.</source>
        <extracomment>%n is a number of rows, %1 a file</extracomment>
        <translation>
            <numerusform>%Ln fila se guardó en %1.</numerusform>
            <numerusform>%Ln filas se guardaron en %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>CSV files (*.csv);;Excel files (*.xlsx);;JSON files (*.json)</source>
        <translation>Archivos CSV (*.csv);;Archivos de Excel (*.xlsx);;Archivos JSON (*.json)</translation>
    </message>
</context>
<context>
    <name>steward::ViewsPanel</name>
    <message>
        <source>Needs attention</source>
        <translation>Necesita atención</translation>
    </message>
    <message>
        <source>Protected</source>
        <translation>Protegidas</translation>
    </message>
    <message>
        <source>Without an instance</source>
        <translation>Sin una instancia</translation>
    </message>
    <message>
        <source>All instances</source>
        <translation>Todas</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>Vistas</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>Problemas</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Guardadas</translation>
    </message>
    <message>
        <source>Save what is shown now as a view of your own</source>
        <translation>Guardar lo que se muestra ahora como una vista propia</translation>
    </message>
    <message>
        <source>No saved views</source>
        <translation>No hay vistas guardadas</translation>
    </message>
    <message>
        <source>Filter the list as you need it, then save it here.</source>
        <translation>Filtre la lista como la necesite y guárdela aquí.</translation>
    </message>
    <message>
        <source>Save this view…</source>
        <translation>Guardar esta vista…</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>Read aloud: %1 is a view, %2 how many rows it shows</extracomment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>&amp;Save what is shown…</source>
        <translation>&amp;Guardar lo que se muestra…</translation>
    </message>
    <message>
        <source>Re&amp;name</source>
        <translation>Cambiar &amp;nombre</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Quitar</translation>
    </message>
    <message>
        <source>%1 ?</source>
        <extracomment>A count to which a store that was not read might add</extracomment>
        <translation>%1 ?</translation>
    </message>
</context>
<context>
    <name>steward::WaitingBar</name>
    <message>
        <source>Show them &amp;now</source>
        <translation>Mostrarlas &amp;ahora</translation>
    </message>
    <message numerus="yes">
        <source>%n update(s) are waiting. The list keeps its order until you clear the selection.</source>
        <translation>
            <numerusform>%Ln novedad espera. La lista conserva su orden hasta que quite la selección.</numerusform>
            <numerusform>%Ln novedades esperan. La lista conserva su orden hasta que quite la selección.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::WatchCommand</name>
    <message>
        <source>There is no view called “%1”. There are: %2.</source>
        <extracomment>%1 is what was typed, %2 lists names of views</extracomment>
        <translation>No hay ninguna vista llamada “%1”. Hay estas: %2.</translation>
    </message>
    <message>
        <source>%1 is no program that can be run.</source>
        <extracomment>%1 is the path of a file</extracomment>
        <translation>%1 no es un programa que se pueda ejecutar.</translation>
    </message>
    <message numerus="yes">
        <source>Watching %n row(s). Each change is told once. Ctrl+C ends it.</source>
        <extracomment>%n is a number of rows</extracomment>
        <translation>
            <numerusform>Vigilando %Ln fila. Cada cambio se avisa una vez. Ctrl+C lo termina.</numerusform>
            <numerusform>Vigilando %Ln filas. Cada cambio se avisa una vez. Ctrl+C lo termina.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 did not take the change.</source>
        <extracomment>%1 is the path of a program</extracomment>
        <translation>%1 no aceptó el cambio.</translation>
    </message>
</context>
<context>
    <name>steward::WayOn</name>
    <message>
        <source>&amp;Pair %1…</source>
        <extracomment>A button: %1 is the name of an instance</extracomment>
        <translation>&amp;Vincular %1…</translation>
    </message>
    <message>
        <source>Choose the row&apos;s &amp;instance…</source>
        <translation>Elegir la &amp;instancia de la fila…</translation>
    </message>
    <message>
        <source>&amp;Remove the row…</source>
        <translation>&amp;Quitar la fila…</translation>
    </message>
    <message>
        <source>&amp;Use this phone for %1…</source>
        <extracomment>A button: %1 is the name of an instance</extracomment>
        <translation>&amp;Usar este teléfono para %1…</translation>
    </message>
    <message>
        <source>Un&amp;link the phone of %1…</source>
        <extracomment>A button: %1 is the name of an instance</extracomment>
        <translation>Desvin&amp;cular el teléfono de %1…</translation>
    </message>
    <message>
        <source>&amp;Enable %1…</source>
        <extracomment>A button: %1 is the name of an instance</extracomment>
        <translation>&amp;Activar %1…</translation>
    </message>
    <message>
        <source>Di&amp;sable %1…</source>
        <extracomment>A button: %1 is the name of an instance</extracomment>
        <translation>De&amp;sactivar %1…</translation>
    </message>
    <message>
        <source>&amp;Delete %1…</source>
        <extracomment>A button: %1 is the name of an instance</extracomment>
        <translation>&amp;Eliminar %1…</translation>
    </message>
    <message>
        <source>Clean d&amp;uplicates…</source>
        <translation>L&amp;impiar duplicados…</translation>
    </message>
    <message>
        <source>Give %1 an &amp;organization…</source>
        <extracomment>A button: %1 is the name of an instance</extracomment>
        <translation>Asignar una &amp;organización a %1…</translation>
    </message>
    <message>
        <source>Enter the &amp;webhook address…</source>
        <translation>Escribir la dirección del &amp;webhook…</translation>
    </message>
</context>
<context>
    <name>steward::WebhookChoice</name>
    <message>
        <source>The address has to begin with https:// or http://, and may hold {webhook_token} and {instance_name}.</source>
        <translation>La dirección tiene que empezar por https:// o http://, y puede contener {webhook_token} e {instance_name}.</translation>
    </message>
    <message>
        <source>The address seems to hold a secret, which would be written down with the plan. Put {webhook_token} in its place.</source>
        <translation>La dirección parece contener un secreto, que quedaría escrito con el plan. Ponga {webhook_token} en su lugar.</translation>
    </message>
    <message>
        <source>“%1” is no event. Events are written as MESSAGES_UPSERT is.</source>
        <extracomment>%1 is what was typed instead of the name of an event</extracomment>
        <translation>“%1” no es un evento. Los eventos se escriben como MESSAGES_UPSERT.</translation>
    </message>
    <message>
        <source>Without %1 nobody receives the messages. Add what is missing.</source>
        <extracomment>%1 is a list of events</extracomment>
        <translation>Sin %1, nadie recibe los mensajes. Añada lo que falta.</translation>
    </message>
    <message>
        <source>Choose an address, events, or both.</source>
        <translation>Elija una dirección, eventos, o ambos.</translation>
    </message>
</context>
<context>
    <name>steward::WebhookDialog</name>
    <message numerus="yes">
        <source>The webhook is the address to which the server sends messages. What you leave out stays as it is. Next you see the plan for %n instance(s).</source>
        <translation>
            <numerusform>El webhook es la dirección a la que el servidor envía mensajes. Lo que deje sin elegir queda como está. A continuación verá el plan para %Ln instancia.</numerusform>
            <numerusform>El webhook es la dirección a la que el servidor envía mensajes. Lo que deje sin elegir queda como está. A continuación verá el plan para %Ln instancias.</numerusform>
        </translation>
    </message>
    <message>
        <source>Check the events, or leave them as they are.</source>
        <translation>Marque los eventos, o déjelos como están.</translation>
    </message>
</context>
<context>
    <name>steward::WebhookRule</name>
    <message>
        <source>Its webhook goes to %1, which is not this row&apos;s address.</source>
        <extracomment>%1 is an address with its secret part cut off</extracomment>
        <translation>Su webhook va a %1, que no es la dirección de esta fila.</translation>
    </message>
    <message>
        <source>Its webhook is off, so nobody receives its messages.</source>
        <translation>Su webhook está apagado, así que nadie recibe sus mensajes.</translation>
    </message>
    <message>
        <source>Its webhook does not send %1, so messages are missed.</source>
        <extracomment>%1 is names of events, such as &quot;MESSAGES_UPSERT, SEND_MESSAGE&quot;</extracomment>
        <translation>Su webhook no envía %1, así que se pierden mensajes.</translation>
    </message>
    <message>
        <source>It has no webhook, so nobody receives its messages.</source>
        <translation>No tiene webhook, así que nadie recibe sus mensajes.</translation>
    </message>
</context>
<context>
    <name>steward::WelcomePage</name>
    <message>
        <source>Today, %1</source>
        <extracomment>%1 is a time of the day</extracomment>
        <translation>Hoy, %1</translation>
    </message>
    <message>
        <source>Yesterday, %1</source>
        <extracomment>%1 is a time of the day</extracomment>
        <translation>Ayer, %1</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>A workspace as it is read aloud: %1 is its name, %2 its environment</extracomment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>d MMM</source>
        <extracomment>A short date of this year, as Qt writes them: day and short month</extracomment>
        <translation>d MMM</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <extracomment>A short date, as Qt writes them: day, short month and year</extracomment>
        <translation>d MMM yyyy</translation>
    </message>
</context>
<context>
    <name>steward::WindowFoot</name>
    <message>
        <source>No workspace open</source>
        <translation>Ningún espacio de trabajo abierto</translation>
    </message>
    <message>
        <source>Steward %1</source>
        <extracomment>%1 is a version</extracomment>
        <translation>Steward %1</translation>
    </message>
</context>
<context>
    <name>steward::WindowFrame</name>
    <message>
        <source>%1 today</source>
        <extracomment>%1 is &quot;4 of 7 connected&quot;</extracomment>
        <translation>%1 hoy</translation>
    </message>
    <message>
        <source>A store was not read. Nothing is made until all three are.</source>
        <translation>Un almacén no se leyó. No se crea nada hasta que se lean los tres.</translation>
    </message>
    <message numerus="yes">
        <source>%n organization(s) with duplicates</source>
        <translation>
            <numerusform>%Ln organización con duplicados</numerusform>
            <numerusform>%Ln organizaciones con duplicados</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n phone(s) to pair</source>
        <translation>
            <numerusform>%Ln teléfono por vincular</numerusform>
            <numerusform>%Ln teléfonos por vincular</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n running</source>
        <translation>
            <numerusform>%Ln en curso</numerusform>
            <numerusform>%Ln en curso</numerusform>
        </translation>
    </message>
    <message>
        <source>Open a workspace of your own first. Practice and what the environment&apos;s variables say cannot be edited.</source>
        <translation>Abra antes un espacio de trabajo propio. La práctica y lo que dicen las variables de entorno no se pueden editar.</translation>
    </message>
</context>
<context>
    <name>steward::WindowHeader</name>
    <message>
        <source>%1 (%2)</source>
        <extracomment>A tool tip: %1 is what the button does, %2 its key</extracomment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Steward</source>
        <translation>Steward</translation>
    </message>
    <message>
        <source>New instance</source>
        <translation>Instancia nueva</translation>
    </message>
    <message numerus="yes">
        <source>%n new alert(s)</source>
        <translation>
            <numerusform>%Ln alerta nueva</numerusform>
            <numerusform>%Ln alertas nuevas</numerusform>
        </translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>Alertas</translation>
    </message>
</context>
<context>
    <name>steward::WorkerNotifier</name>
    <message>
        <source>Nobody heard it yet: no worker is listening. The notice is kept and sent again as soon as one does.</source>
        <translation>Nadie lo oyó aún: ningún programa de mensajería escucha. El aviso se guarda y se envía de nuevo en cuanto uno escuche.</translation>
    </message>
</context>
<context>
    <name>steward::WorkflowRun</name>
    <message>
        <source>There is no journal to keep what is done, so nothing was changed. Start Steward again with a data directory of your own.</source>
        <translation>No hay diario que guarde lo que se hace, así que no se cambió nada. Abra Steward de nuevo con una carpeta de datos propia.</translation>
    </message>
</context>
<context>
    <name>steward::WorkspaceActions</name>
    <message>
        <source>&amp;Pair…</source>
        <translation>&amp;Vincular…</translation>
    </message>
    <message>
        <source>Name copied.</source>
        <translation>Nombre copiado.</translation>
    </message>
    <message>
        <source>its phone was lost</source>
        <translation>perdió la conexión con su teléfono</translation>
    </message>
    <message>
        <source>Pair &amp;all chosen…</source>
        <translation>Vincular &amp;todas las elegidas…</translation>
    </message>
    <message>
        <source>&amp;New instance for %1…</source>
        <extracomment>An action: %1 is an organization</extracomment>
        <translation>Instancia &amp;nueva para %1…</translation>
    </message>
    <message>
        <source>&amp;Copy name</source>
        <translation>&amp;Copiar nombre</translation>
    </message>
</context>
<context>
    <name>steward::WorkspaceNotices</name>
    <message>
        <source>Nothing is changed from this computer</source>
        <translation>No se cambia nada desde este equipo</translation>
    </message>
</context>
<context>
    <name>steward::WorkspacePages</name>
    <message>
        <source>Duplicates</source>
        <translation>Duplicados</translation>
    </message>
    <message>
        <source>Organizations with more than one instance, which of them works, and which may go. You see a plan before anything changes.</source>
        <translation>Organizaciones con más de una instancia, cuál de ellas funciona, y cuáles pueden irse. Verá un plan antes de que cambie nada.</translation>
    </message>
    <message>
        <source>Look for duplicates</source>
        <translation>Buscar duplicados</translation>
    </message>
    <message>
        <source>%1: done.</source>
        <extracomment>%1 is what was done, such as &quot;Delete 3 instances&quot;</extracomment>
        <translation>%1: hecho.</translation>
    </message>
    <message>
        <source>Add the guard…</source>
        <translation>Añadir la salvaguarda…</translation>
    </message>
    <message>
        <source>No duplicates</source>
        <translation>Ningún duplicado</translation>
    </message>
    <message>
        <source>Every organization has one instance. A database guard can keep it so.</source>
        <translation>Cada organización tiene una instancia. Una salvaguarda de la base de datos puede mantenerlo así.</translation>
    </message>
</context>
<context>
    <name>steward::WorkspaceView</name>
    <message numerus="yes">
        <source>%n row(s) copied as JSON.</source>
        <translation>
            <numerusform>%Ln fila copiada como JSON.</numerusform>
            <numerusform>%Ln filas copiadas como JSON.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::WorkspaceWays</name>
    <message>
        <source>Reading…</source>
        <translation>Leyendo…</translation>
    </message>
    <message numerus="yes">
        <source>%n stores not read</source>
        <translation>
            <numerusform>%Ln almacén sin leer</numerusform>
            <numerusform>%Ln almacenes sin leer</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 not read</source>
        <extracomment>%1 is a store such as &quot;Server&quot;</extracomment>
        <translation>%1 sin leer</translation>
    </message>
    <message>
        <source>Not read</source>
        <translation>Sin leer</translation>
    </message>
    <message>
        <source>Read %1</source>
        <extracomment>%1 is a time of day</extracomment>
        <translation>Leído a las %1</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Idioma</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Ajustes</translation>
    </message>
</context>
<context>
    <name>steward::WorkspaceWords</name>
    <message>
        <source>This workspace is read only. Nothing can be changed here.</source>
        <translation>Este espacio de trabajo es de solo lectura. Aquí no se puede cambiar nada.</translation>
    </message>
    <message>
        <source>The three stores are being read.</source>
        <translation>Se están leyendo los tres almacenes.</translation>
    </message>
    <message>
        <source>Practice keeps no journal.</source>
        <translation>La práctica no lleva diario.</translation>
    </message>
    <message>
        <source>This is what will happen. Nothing has changed yet.</source>
        <translation>Esto es lo que pasará. Aún no ha cambiado nada.</translation>
    </message>
    <message>
        <source>The server was read in part only</source>
        <translation>El servidor se leyó solo en parte</translation>
    </message>
    <message>
        <source>The database was read in part only</source>
        <translation>La base de datos se leyó solo en parte</translation>
    </message>
    <message>
        <source>The cache was read in part only</source>
        <translation>La caché se leyó solo en parte</translation>
    </message>
    <message>
        <source>It counts as not read.</source>
        <translation>Cuenta como si no se hubiera leído.</translation>
    </message>
</context>
<context>
    <name>steward::XlsxFile</name>
    <message>
        <source>The Excel file could not be made. See whether the disk for temporary files is full.</source>
        <translation>No se pudo crear el archivo de Excel. Mire si el disco de los archivos temporales está lleno.</translation>
    </message>
    <message>
        <source>An Excel file holds 1,048,575 rows at most. Filter the rows, or save them as CSV.</source>
        <translation>Un archivo de Excel admite como máximo 1.048.575 filas. Filtre las filas, o guárdelas como CSV.</translation>
    </message>
</context>
</TS>
