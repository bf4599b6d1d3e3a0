<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="pt_BR" sourcelanguage="en_US">
<context>
    <name>ActivityPage</name>
    <message>
        <source>Operations of this session</source>
        <translation>Operações desta sessão</translation>
    </message>
    <message>
        <source>All operations</source>
        <translation>Todas as operações</translation>
    </message>
    <message>
        <source>Back to the list of operations</source>
        <translation>Voltar à lista de operações</translation>
    </message>
</context>
<context>
    <name>AdoptionDialog</name>
    <message>
        <source>Give It an Organization</source>
        <translation>Atribuir uma organização</translation>
    </message>
    <message>
        <source>Organization</source>
        <translation>Organização</translation>
    </message>
    <message>
        <source>Type its name and choose it</source>
        <translation>Digite o nome e escolha</translation>
    </message>
    <message>
        <source>&amp;Show the plan…</source>
        <translation>Mostrar o pla&amp;no…</translation>
    </message>
    <message>
        <source>Show the plan</source>
        <translation>Mostrar o plano</translation>
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
        <translation>Uma organização que estava conectada e não está mais, um pareamento parado, uma nova duplicada, uma base que não pode ser lida: cada mudança é avisada uma vez. Mais de cinco de uma vez são avisadas juntas.</translation>
    </message>
    <message>
        <source>&amp;Tell me what changes</source>
        <translation>&amp;Avisar-me do que muda</translation>
    </message>
    <message>
        <source>Which instances are watched</source>
        <translation>Quais instâncias são vigiadas</translation>
    </message>
    <message>
        <source>&amp;Quiet hours: only in the list, from</source>
        <translation>&amp;Horas de silêncio: só na lista, das</translation>
    </message>
    <message>
        <source>Quiet from</source>
        <translation>Silêncio a partir de</translation>
    </message>
    <message>
        <source>until</source>
        <translation>até</translation>
    </message>
    <message>
        <source>Quiet until</source>
        <translation>Silêncio até</translation>
    </message>
    <message>
        <source>&amp;Go on beside the clock when the window is closed</source>
        <translation>&amp;Continuar ao lado do relógio quando a janela é fechada</translation>
    </message>
    <message>
        <source>This desktop has no such place. Changes are told in the window alone.</source>
        <translation>Este sistema não tem esse lugar. As mudanças são avisadas só na janela.</translation>
    </message>
    <message>
        <source>&amp;Start Steward with the system, in the background</source>
        <translation>&amp;Iniciar o Steward com o sistema, em segundo plano</translation>
    </message>
</context>
<context>
    <name>BulkBar</name>
    <message>
        <source>All that are shown</source>
        <translation>Todas as que aparecem</translation>
    </message>
    <message>
        <source>Select all that are shown, or none</source>
        <translation>Selecionar todas as que aparecem, ou nenhuma</translation>
    </message>
    <message>
        <source>&amp;Repair…</source>
        <translation>&amp;Reparar…</translation>
    </message>
    <message>
        <source>&amp;Pair…</source>
        <translation>&amp;Parear…</translation>
    </message>
    <message>
        <source>&amp;Disable…</source>
        <translation>&amp;Desativar…</translation>
    </message>
    <message>
        <source>&amp;More</source>
        <translation>&amp;Mais</translation>
    </message>
    <message>
        <source>De&amp;lete…</source>
        <translation>&amp;Excluir…</translation>
    </message>
    <message>
        <source>&amp;Clear</source>
        <translation>De&amp;smarcar</translation>
    </message>
    <message>
        <source>Select nothing (Esc)</source>
        <translation>Não selecionar nada (Esc)</translation>
    </message>
</context>
<context>
    <name>ChooseStep</name>
    <message>
        <source>All groups that are shown</source>
        <translation>Todos os grupos que aparecem</translation>
    </message>
    <message>
        <source>Choose all groups that are shown, or none</source>
        <translation>Escolher todos os grupos que aparecem, ou nenhum</translation>
    </message>
    <message>
        <source>&amp;All</source>
        <translation>&amp;Todos</translation>
    </message>
    <message>
        <source>Choose all groups that are shown</source>
        <translation>Escolher todos os grupos que aparecem</translation>
    </message>
    <message>
        <source>Filter: name, phone, last digits</source>
        <translation>Filtro: nome, telefone, últimos dígitos</translation>
    </message>
    <message>
        <source>Filter the groups</source>
        <translation>Filtrar os grupos</translation>
    </message>
    <message>
        <source>Groups of duplicates; Space chooses one or leaves it out</source>
        <translation>Grupos de duplicadas; Espaço escolhe um ou o deixa de fora</translation>
    </message>
    <message>
        <source>Group of duplicates</source>
        <translation>Grupo de duplicadas</translation>
    </message>
    <message>
        <source>Clean &amp;this group</source>
        <translation>&amp;Limpar este grupo</translation>
    </message>
    <message>
        <source>Clean this group</source>
        <translation>Limpar este grupo</translation>
    </message>
    <message>
        <source>Show in &amp;Instances</source>
        <translation>Mostrar em &amp;Instâncias</translation>
    </message>
    <message>
        <source>Show in Instances</source>
        <translation>Mostrar em Instâncias</translation>
    </message>
    <message>
        <source>&amp;Let Steward choose</source>
        <translation>&amp;Deixar o Steward escolher</translation>
    </message>
    <message>
        <source>Forget which one you picked in this group</source>
        <translation>Esquecer qual você escolheu neste grupo</translation>
    </message>
    <message>
        <source>Let Steward choose</source>
        <translation>Deixar o Steward escolher</translation>
    </message>
    <message>
        <source>Instances of the group; press Space to keep one</source>
        <translation>Instâncias do grupo; pressione Espaço para manter uma</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>&amp;Review the plan</source>
        <translation>&amp;Revisar o plano</translation>
    </message>
    <message>
        <source>Review the plan</source>
        <translation>Revisar o plano</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>Search an organization or phone, or run a command</source>
        <translation>Busque organização, telefone ou comando</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>O que foi encontrado</translation>
    </message>
</context>
<context>
    <name>CreateText</name>
    <message>
        <source>%1 takes an ID such as 4e8d0f6a-1c2b-4d3e-9f10-112233445566.</source>
        <extracomment>%1 is an option such as --organization</extracomment>
        <translation>%1 precisa de um ID como 4e8d0f6a-1c2b-4d3e-9f10-112233445566.</translation>
    </message>
</context>
<context>
    <name>CreationFilePage</name>
    <message>
        <source>Create from file</source>
        <translation>Criar de um arquivo</translation>
    </message>
    <message>
        <source>One line for each organization. You see every line before anything is created.</source>
        <translation>Uma linha para cada organização. Você vê todas as linhas antes que algo seja criado.</translation>
    </message>
    <message>
        <source>Save a template…</source>
        <translation>Salvar um modelo…</translation>
    </message>
    <message>
        <source>Choose file…</source>
        <translation>Escolher arquivo…</translation>
    </message>
    <message>
        <source>What the file asks for, line by line</source>
        <translation>O que o arquivo pede, linha por linha</translation>
    </message>
    <message>
        <source>Organization</source>
        <translation>Organização</translation>
    </message>
    <message>
        <source>Clinic</source>
        <translation>Clínica</translation>
    </message>
    <message>
        <source>Name on the server</source>
        <translation>Nome no servidor</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Telefone</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Stop after this one</source>
        <translation>Parar depois desta</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fechar</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>Criar</translation>
    </message>
</context>
<context>
    <name>CreationForm</name>
    <message>
        <source>Organization</source>
        <translation>Organização</translation>
    </message>
    <message>
        <source>Clinic</source>
        <translation>Clínica</translation>
    </message>
    <message>
        <source>Type its name, then press Enter</source>
        <translation>Digite o nome, depois pressione Enter</translation>
    </message>
    <message>
        <source>optional</source>
        <translation>opcional</translation>
    </message>
    <message>
        <source>Number of the phone, optional</source>
        <translation>Número do celular, opcional</translation>
    </message>
    <message>
        <source>+55 11 98888-7777</source>
        <translation>+55 11 98888-7777</translation>
    </message>
    <message>
        <source>Name on the server</source>
        <translation>Nome no servidor</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Telefone</translation>
    </message>
</context>
<context>
    <name>CreationPage</name>
    <message>
        <source>New instance</source>
        <translation>Nova instância</translation>
    </message>
    <message>
        <source>Connects one more organization to WhatsApp. You pair its phone right after.</source>
        <translation>Conecta mais uma organização ao WhatsApp. O celular dela é pareado logo depois.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>Criar</translation>
    </message>
</context>
<context>
    <name>CreationSide</name>
    <message>
        <source>Is the way free?</source>
        <translation>O caminho está livre?</translation>
    </message>
    <message>
        <source>What should happen with them?</source>
        <translation>O que deve acontecer com elas?</translation>
    </message>
    <message>
        <source>If a step fails, Steward takes the others back. Nothing half-made stays.</source>
        <translation>Se um passo falha, o Steward desfaz os outros. Nada fica pela metade.</translation>
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
        <translation>&amp;Verificar de novo</translation>
    </message>
    <message>
        <source>Check the guards again</source>
        <translation>Verificar as salvaguardas de novo</translation>
    </message>
    <message>
        <source>Add the guards</source>
        <translation>Adicionar as salvaguardas</translation>
    </message>
    <message>
        <source>&amp;Back to the guards</source>
        <translation>&amp;Voltar às salvaguardas</translation>
    </message>
    <message>
        <source>Back to the guards</source>
        <translation>Voltar às salvaguardas</translation>
    </message>
    <message>
        <source>Parts of the guards</source>
        <translation>Partes das salvaguardas</translation>
    </message>
    <message>
        <source>What stands and what is missing</source>
        <translation>O que existe e o que falta</translation>
    </message>
    <message>
        <source>Who may call the save function</source>
        <translation>Quem pode chamar a função de gravação</translation>
    </message>
    <message>
        <source>Keeps the right</source>
        <translation>Mantém o direito</translation>
    </message>
    <message>
        <source>Loses the right</source>
        <translation>Perde o direito</translation>
    </message>
    <message>
        <source>Roles that could no longer call the save function</source>
        <translation>Papéis que não poderiam mais chamar a função de gravação</translation>
    </message>
    <message>
        <source>&amp;These roles keep the right to call it:</source>
        <translation>&amp;Estes papéis mantêm o direito de chamá-la:</translation>
    </message>
    <message>
        <source>Roles that keep the right to call the save function</source>
        <translation>Papéis que mantêm o direito de chamar a função de gravação</translation>
    </message>
    <message>
        <source>a role of the database</source>
        <translation>um papel do banco de dados</translation>
    </message>
    <message>
        <source>Role to add</source>
        <translation>Papel a adicionar</translation>
    </message>
    <message>
        <source>&amp;Add the role</source>
        <translation>&amp;Adicionar o papel</translation>
    </message>
    <message>
        <source>Add the role</source>
        <translation>Adicionar o papel</translation>
    </message>
    <message>
        <source>&amp;Remove the role</source>
        <translation>&amp;Remover o papel</translation>
    </message>
    <message>
        <source>Remove the role</source>
        <translation>Remover o papel</translation>
    </message>
    <message>
        <source>The same guards as a script: read it, or hand it to whoever owns the tables, to be run with psql.</source>
        <translation>As mesmas salvaguardas como script: leia, ou entregue a quem é dono das tabelas, para executar com psql.</translation>
    </message>
    <message>
        <source>The script</source>
        <translation>O script</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Copiar</translation>
    </message>
    <message>
        <source>Copy the script</source>
        <translation>Copiar o script</translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation>&amp;Salvar…</translation>
    </message>
    <message>
        <source>Save the script</source>
        <translation>Salvar o script</translation>
    </message>
    <message>
        <source>What will be done</source>
        <translation>O que será feito</translation>
    </message>
    <message>
        <source>Who may call the save function afterwards</source>
        <translation>Quem pode chamar a função de gravação depois</translation>
    </message>
    <message>
        <source>Owner of the tables</source>
        <translation>Dono das tabelas</translation>
    </message>
    <message>
        <source>Where the workspace’s own user may not add guards. Asked for once, kept nowhere.</source>
        <translation>Quando o usuário do próprio espaço de trabalho não pode adicionar salvaguardas. É pedido uma vez e não é guardado.</translation>
    </message>
    <message>
        <source>&amp;User</source>
        <translation>&amp;Usuário</translation>
    </message>
    <message>
        <source>Owner&apos;s user</source>
        <translation>Usuário do dono</translation>
    </message>
    <message>
        <source>empty: the workspace’s own user</source>
        <translation>vazio: o usuário do próprio espaço de trabalho</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>Sen&amp;ha</translation>
    </message>
    <message>
        <source>Owner&apos;s password</source>
        <translation>Senha do dono</translation>
    </message>
</context>
<context>
    <name>HelpWindow</name>
    <message>
        <source>Help</source>
        <translation>Ajuda</translation>
    </message>
    <message>
        <source>Search the manual</source>
        <translation>Buscar no manual</translation>
    </message>
    <message>
        <source>Sections of the manual</source>
        <translation>Seções do manual</translation>
    </message>
    <message>
        <source>The manual</source>
        <translation>O manual</translation>
    </message>
</context>
<context>
    <name>InspectorPanel</name>
    <message>
        <source>Close (Enter on a row opens it again)</source>
        <translation>Fechar (Enter em uma linha abre de novo)</translation>
    </message>
    <message>
        <source>Close the details</source>
        <translation>Fechar os detalhes</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>Copy the name on the server</source>
        <translation>Copiar o nome no servidor</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Detalhes</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Resumo</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Comparar</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Histórico</translation>
    </message>
    <message>
        <source>The record as JSON</source>
        <translation>O registro em JSON</translation>
    </message>
    <message>
        <source>Selected instances</source>
        <translation>Instâncias selecionadas</translation>
    </message>
    <message>
        <source>&amp;Repair this…</source>
        <translation>&amp;Reparar isto…</translation>
    </message>
    <message>
        <source>Show what would be done about its problems</source>
        <translation>Mostrar o que seria feito com seus problemas</translation>
    </message>
    <message>
        <source>Open in the &amp;journal</source>
        <translation>Abrir no &amp;diário</translation>
    </message>
    <message>
        <source>Copy as &amp;JSON</source>
        <translation>Copiar como &amp;JSON</translation>
    </message>
    <message>
        <source>&amp;Pair…</source>
        <translation>&amp;Parear…</translation>
    </message>
    <message>
        <source>Connect a phone to this instance</source>
        <translation>Conectar um celular a esta instância</translation>
    </message>
    <message>
        <source>D&amp;isable…</source>
        <translation>Desat&amp;ivar…</translation>
    </message>
    <message>
        <source>Pro&amp;tect</source>
        <translation>Pro&amp;teger</translation>
    </message>
    <message>
        <source>&amp;More</source>
        <translation>&amp;Mais</translation>
    </message>
    <message>
        <source>All that can be done with it: each shows its plan first</source>
        <translation>Tudo o que pode ser feito com ela: cada ação mostra antes seu plano</translation>
    </message>
    <message>
        <source>More that can be done with it</source>
        <translation>Mais que pode ser feito com ela</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Excluir…</translation>
    </message>
</context>
<context>
    <name>InstancesPage</name>
    <message>
        <source>Choose a view</source>
        <translation>Escolher uma vista</translation>
    </message>
    <message>
        <source>Filter: name, phone, state:closed</source>
        <translation>Filtro: nome, telefone, state:closed</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filtro</translation>
    </message>
    <message>
        <source>Choose the columns</source>
        <translation>Escolher as colunas</translation>
    </message>
    <message>
        <source>Instances</source>
        <translation>Instâncias</translation>
    </message>
    <message>
        <source>Organizations without an instance</source>
        <translation>Organizações sem instância</translation>
    </message>
</context>
<context>
    <name>JournalDetail</name>
    <message>
        <source>The steps of the chosen operation</source>
        <translation>Os passos da operação escolhida</translation>
    </message>
    <message>
        <source>&amp;Earlier</source>
        <translation>&amp;Anteriores</translation>
    </message>
    <message>
        <source>Show the steps before these</source>
        <translation>Mostrar os passos antes destes</translation>
    </message>
    <message>
        <source>&amp;Later</source>
        <translation>&amp;Seguintes</translation>
    </message>
    <message>
        <source>Show the steps after these</source>
        <translation>Mostrar os passos depois destes</translation>
    </message>
    <message>
        <source>&amp;Finish it…</source>
        <translation>&amp;Concluir…</translation>
    </message>
    <message>
        <source>Bring what was interrupted to its end</source>
        <translation>Levar até o fim o que foi interrompido</translation>
    </message>
    <message>
        <source>Bring the rows back as they were before the chosen operation</source>
        <translation>Trazer as linhas de volta como eram antes da operação escolhida</translation>
    </message>
    <message>
        <source>Bring the rows back, then make an instance for each that was deleted. Its phone has to be paired again.</source>
        <translation>Traz as linhas de volta e depois cria uma instância para cada uma que foi excluída. O celular precisa ser pareado de novo.</translation>
    </message>
    <message>
        <source>Bring the rows back, with new instances for those that were deleted</source>
        <translation>Trazer as linhas de volta, com novas instâncias para as que foram excluídas</translation>
    </message>
    <message>
        <source>&amp;Save report…</source>
        <translation>Sal&amp;var relatório…</translation>
    </message>
    <message>
        <source>Keep the steps in a file, as CSV or JSON</source>
        <translation>Guardar os passos em um arquivo, como CSV ou JSON</translation>
    </message>
    <message>
        <source>&amp;Restore rows…</source>
        <translation>&amp;Restaurar linhas…</translation>
    </message>
    <message>
        <source>Restore with &amp;new instances…</source>
        <translation>Restaurar com &amp;novas instâncias…</translation>
    </message>
</context>
<context>
    <name>JournalPage</name>
    <message>
        <source>Journal</source>
        <translation>Diário</translation>
    </message>
    <message>
        <source>Read a&amp;gain</source>
        <translation>&amp;Ler de novo</translation>
    </message>
    <message>
        <source>Read the journal again</source>
        <translation>Ler o diário de novo</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filtro</translation>
    </message>
    <message>
        <source>Filter the operations</source>
        <translation>Filtrar as operações</translation>
    </message>
    <message>
        <source>Show operations of a time</source>
        <translation>Mostrar operações de um período</translation>
    </message>
    <message>
        <source>Show operations by how they ended</source>
        <translation>Mostrar operações por como terminaram</translation>
    </message>
    <message>
        <source>Show operations of one kind</source>
        <translation>Mostrar operações de um tipo</translation>
    </message>
    <message>
        <source>Show operations by profile and computer</source>
        <translation>Mostrar operações por perfil e computador</translation>
    </message>
    <message>
        <source>F&amp;rom</source>
        <translation>&amp;De</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>Primeiro dia</translation>
    </message>
    <message>
        <source>&amp;to</source>
        <translation>&amp;até</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>Último dia</translation>
    </message>
    <message>
        <source>What was done, newest first</source>
        <translation>O que foi feito, o mais novo primeiro</translation>
    </message>
    <message>
        <source>All operations</source>
        <translation>Todas as operações</translation>
    </message>
    <message>
        <source>Back to the list of operations</source>
        <translation>Voltar à lista de operações</translation>
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
        <translation>Quais linhas</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Tudo</translation>
    </message>
    <message>
        <source>Warnings and errors</source>
        <translation>Avisos e erros</translation>
    </message>
    <message>
        <source>Errors only</source>
        <translation>Só erros</translation>
    </message>
    <message>
        <source>Filter the lines</source>
        <translation>Filtrar as linhas</translation>
    </message>
    <message>
        <source>&amp;Read again</source>
        <translation>&amp;Ler de novo</translation>
    </message>
    <message>
        <source>Lines of the log, the newest last</source>
        <translation>Linhas do registro, a mais nova por último</translation>
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
        <translation>&amp;Arquivo</translation>
    </message>
    <message>
        <source>&amp;Open workspace</source>
        <translation>A&amp;brir espaço de trabalho</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Editar</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>E&amp;xibir</translation>
    </message>
    <message>
        <source>&amp;Appearance</source>
        <translation>&amp;Aparência</translation>
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
        <translation>I&amp;nstância</translation>
    </message>
    <message>
        <source>&amp;Tools</source>
        <translation>&amp;Ferramentas</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>A&amp;juda</translation>
    </message>
    <message>
        <source>&amp;Practice</source>
        <translation>Práti&amp;ca</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Sair</translation>
    </message>
    <message>
        <source>Ctrl+Q</source>
        <translation>Ctrl+Q</translation>
    </message>
    <message>
        <source>&amp;Filter instances</source>
        <translation>&amp;Filtrar instâncias</translation>
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
        <translation>Tirar a seleção, depois o filtro</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>&amp;Read again</source>
        <translation>&amp;Ler de novo</translation>
    </message>
    <message>
        <source>F5</source>
        <translation>F5</translation>
    </message>
    <message>
        <source>&amp;Stop reading</source>
        <translation>&amp;Parar de ler</translation>
    </message>
    <message>
        <source>Shift+F5</source>
        <translation>Shift+F5</translation>
    </message>
    <message>
        <source>&amp;New workspace…</source>
        <translation>&amp;Novo espaço de trabalho…</translation>
    </message>
    <message>
        <source>Ctrl+Shift+N</source>
        <translation>Ctrl+Shift+N</translation>
    </message>
    <message>
        <source>Open a profile &amp;file…</source>
        <translation>Abrir &amp;arquivo de perfil…</translation>
    </message>
    <message>
        <source>Ctrl+O</source>
        <translation>Ctrl+O</translation>
    </message>
    <message>
        <source>&amp;Welcome page</source>
        <translation>&amp;Página de boas-vindas</translation>
    </message>
    <message>
        <source>&amp;Edit this workspace…</source>
        <translation>&amp;Editar este espaço de trabalho…</translation>
    </message>
    <message>
        <source>E&amp;xport this workspace…</source>
        <translation>E&amp;xportar este espaço de trabalho…</translation>
    </message>
    <message>
        <source>&amp;Remove this workspace…</source>
        <translation>&amp;Remover este espaço de trabalho…</translation>
    </message>
    <message>
        <source>&amp;Check all shown</source>
        <translation>&amp;Marcar todas as que aparecem</translation>
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
        <translation>Como o &amp;sistema</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Claro</translation>
    </message>
    <message>
        <source>&amp;New instance…</source>
        <translation>&amp;Nova instância…</translation>
    </message>
    <message>
        <source>Ctrl+N</source>
        <translation>Ctrl+N</translation>
    </message>
    <message>
        <source>New instances from a &amp;file…</source>
        <translation>Novas instâncias de um ar&amp;quivo…</translation>
    </message>
    <message>
        <source>Ctrl+K</source>
        <translation>Ctrl+K</translation>
    </message>
    <message>
        <source>&amp;Overview</source>
        <translation>Pa&amp;norama</translation>
    </message>
    <message>
        <source>Ctrl+1</source>
        <translation>Ctrl+1</translation>
    </message>
    <message>
        <source>&amp;Instances</source>
        <translation>&amp;Instâncias</translation>
    </message>
    <message>
        <source>Ctrl+2</source>
        <translation>Ctrl+2</translation>
    </message>
    <message>
        <source>&amp;Pair</source>
        <translation>&amp;Parear</translation>
    </message>
    <message>
        <source>Ctrl+3</source>
        <translation>Ctrl+3</translation>
    </message>
    <message>
        <source>&amp;Duplicates</source>
        <translation>&amp;Duplicadas</translation>
    </message>
    <message>
        <source>Ctrl+4</source>
        <translation>Ctrl+4</translation>
    </message>
    <message>
        <source>A&amp;ctivity</source>
        <translation>A&amp;tividade</translation>
    </message>
    <message>
        <source>Ctrl+5</source>
        <translation>Ctrl+5</translation>
    </message>
    <message>
        <source>&amp;Journal</source>
        <translation>Diá&amp;rio</translation>
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
        <translation>&amp;Parear…</translation>
    </message>
    <message>
        <source>Connect phones to the chosen instances, one after the other</source>
        <translation>Conectar celulares às instâncias escolhidas, um depois do outro</translation>
    </message>
    <message>
        <source>Ctrl+P</source>
        <translation>Ctrl+P</translation>
    </message>
    <message>
        <source>Database &amp;guards</source>
        <translation>&amp;Salvaguardas do banco de dados</translation>
    </message>
    <message>
        <source>&amp;About Steward</source>
        <translation>&amp;Sobre o Steward</translation>
    </message>
    <message>
        <source>&amp;Help on this page</source>
        <translation>Ajuda sobre esta &amp;página</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>&amp;Atalhos</translation>
    </message>
    <message>
        <source>?</source>
        <translation>?</translation>
    </message>
    <message>
        <source>&amp;Glossary</source>
        <translation>&amp;Glossário</translation>
    </message>
    <message>
        <source>&amp;Tour in four steps</source>
        <translation>Passeio em &amp;quatro passos</translation>
    </message>
    <message>
        <source>Show the &amp;log</source>
        <translation>Mostrar o &amp;registro</translation>
    </message>
    <message>
        <source>&amp;Copy support bundle</source>
        <translation>&amp;Copiar pacote de suporte</translation>
    </message>
    <message>
        <source>Dar&amp;k</source>
        <translation>&amp;Escuro</translation>
    </message>
    <message>
        <source>Searc&amp;h and commands</source>
        <translation>&amp;Busca e comandos</translation>
    </message>
    <message>
        <source>&amp;Save what is shown…</source>
        <translation>&amp;Salvar o que aparece…</translation>
    </message>
    <message>
        <source>Ctrl+S</source>
        <translation>Ctrl+S</translation>
    </message>
    <message>
        <source>Open in a new win&amp;dow</source>
        <translation>Abrir em outra &amp;janela</translation>
    </message>
    <message>
        <source>&amp;Close this window</source>
        <translation>&amp;Fechar esta janela</translation>
    </message>
    <message>
        <source>Ctrl+W</source>
        <translation>Ctrl+W</translation>
    </message>
    <message>
        <source>Save all workspaces for a &amp;team…</source>
        <translation>Salvar &amp;todos os espaços de trabalho para uma equipe…</translation>
    </message>
</context>
<context>
    <name>OperationPage</name>
    <message>
        <source>What will be done</source>
        <translation>O que será feito</translation>
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
        <translation>&amp;Concluir…</translation>
    </message>
    <message>
        <source>Finish it</source>
        <translation>Concluir</translation>
    </message>
    <message>
        <source>&amp;Open its page</source>
        <translation>&amp;Abrir sua página</translation>
    </message>
    <message>
        <source>Show the page from which it was begun</source>
        <translation>Mostrar a página de onde começou</translation>
    </message>
    <message>
        <source>Open its page</source>
        <translation>Abrir sua página</translation>
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
        <translation>O que está sendo feito</translation>
    </message>
    <message>
        <source>Show in &amp;journal</source>
        <translation>Mostrar no &amp;diário</translation>
    </message>
    <message>
        <source>Show its steps in the journal</source>
        <translation>Mostrar seus passos no diário</translation>
    </message>
    <message>
        <source>Show in journal</source>
        <translation>Mostrar no diário</translation>
    </message>
    <message>
        <source>&amp;Copy report</source>
        <translation>Cop&amp;iar relatório</translation>
    </message>
    <message>
        <source>Copy what came of each, as CSV</source>
        <translation>Copiar o que aconteceu com cada uma, como CSV</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>Copiar relatório</translation>
    </message>
    <message>
        <source>Save re&amp;port…</source>
        <translation>Salvar re&amp;latório…</translation>
    </message>
    <message>
        <source>Keep what came of each in a file, as CSV or JSON</source>
        <translation>Guardar em um arquivo o que aconteceu com cada uma, como CSV ou JSON</translation>
    </message>
    <message>
        <source>Save report</source>
        <translation>Salvar relatório</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>&amp;Tentar de novo</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Tentar de novo</translation>
    </message>
    <message>
        <source>&amp;Restore rows…</source>
        <translation>&amp;Restaurar linhas…</translation>
    </message>
    <message>
        <source>Bring the rows back as they were before</source>
        <translation>Trazer as linhas de volta como eram antes</translation>
    </message>
    <message>
        <source>Restore rows</source>
        <translation>Restaurar linhas</translation>
    </message>
    <message>
        <source>Restore with &amp;new instances…</source>
        <translation>Restaurar com &amp;novas instâncias…</translation>
    </message>
    <message>
        <source>Bring the rows back, then make an instance for each that was deleted. Its phone has to be paired again.</source>
        <translation>Traz as linhas de volta e depois cria uma instância para cada uma que foi excluída. O celular precisa ser pareado de novo.</translation>
    </message>
    <message>
        <source>Restore with new instances</source>
        <translation>Restaurar com novas instâncias</translation>
    </message>
    <message>
        <source>What came of each</source>
        <translation>O que aconteceu com cada uma</translation>
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
        <translation>Parear celulares</translation>
    </message>
    <message>
        <source>Clean duplicates</source>
        <translation>Limpar duplicadas</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>Problemas</translation>
    </message>
    <message>
        <source>Repair what is safe…</source>
        <translation>Reparar o que é seguro…</translation>
    </message>
    <message>
        <source>Stores</source>
        <translation>Bases</translation>
    </message>
    <message>
        <source>Begin a new history</source>
        <translation>Começar um novo histórico</translation>
    </message>
    <message>
        <source>Recent activity</source>
        <translation>Atividade recente</translation>
    </message>
    <message>
        <source>Journal</source>
        <translation>Diário</translation>
    </message>
</context>
<context>
    <name>PairPage</name>
    <message>
        <source>Try again</source>
        <translation>Tentar de novo</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Manter</translation>
    </message>
    <message>
        <source>Unlink it</source>
        <translation>Desconectar</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Tela cheia</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>Copiar imagem</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>Save picture</source>
        <translation>Salvar imagem</translation>
    </message>
    <message>
        <source>Save the picture…</source>
        <translation>Salvar a imagem…</translation>
    </message>
    <message>
        <source>Back to the code</source>
        <translation>Voltar ao código</translation>
    </message>
    <message>
        <source>Reset pairing…</source>
        <translation>Refazer pareamento…</translation>
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
        <translation>Celular errado? Desconectar…</translation>
    </message>
</context>
<context>
    <name>ProfileEditor</name>
    <message>
        <source>Not saved yet</source>
        <translation>Ainda não salvo</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Cancelar</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Remover…</translation>
    </message>
    <message>
        <source>Remove this workspace</source>
        <translation>Remover este espaço de trabalho</translation>
    </message>
    <message>
        <source>E&amp;xport…</source>
        <translation>E&amp;xportar…</translation>
    </message>
    <message>
        <source>&amp;Test all</source>
        <translation>&amp;Testar tudo</translation>
    </message>
    <message>
        <source>Sa&amp;ve</source>
        <translation>Sa&amp;lvar</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Nome</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nome</translation>
    </message>
    <message>
        <source>Clinics Brazil</source>
        <translation>Clínicas Brasil</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Ambiente</translation>
    </message>
    <message>
        <source>Safety</source>
        <translation>Segurança</translation>
    </message>
    <message>
        <source>&amp;Read only, change nothing</source>
        <translation>&amp;Somente leitura, não mudar nada</translation>
    </message>
    <message>
        <source>Have an address such as postgresql://… or a .env file? Paste it, and the fields are filled.</source>
        <translation>Tem um endereço como postgresql://… ou um arquivo .env? Cole, e os campos são preenchidos.</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>C&amp;olar</translation>
    </message>
    <message>
        <source>Paste an address or a .env file</source>
        <translation>Colar um endereço ou um arquivo .env</translation>
    </message>
    <message>
        <source>&amp;Open .env file…</source>
        <translation>&amp;Abrir arquivo .env…</translation>
    </message>
    <message>
        <source>Open a .env file</source>
        <translation>Abrir um arquivo .env</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Servidor</translation>
    </message>
    <message>
        <source>&amp;Address</source>
        <translation>&amp;Endereço</translation>
    </message>
    <message>
        <source>Server address</source>
        <translation>Endereço do servidor</translation>
    </message>
    <message>
        <source>https://evolution.example.org</source>
        <translation>https://evolution.example.org</translation>
    </message>
    <message>
        <source>API &amp;key</source>
        <translation>Cha&amp;ve de API</translation>
    </message>
    <message>
        <source>API key</source>
        <translation>Chave de API</translation>
    </message>
    <message>
        <source>the server’s global key</source>
        <translation>a chave global do servidor</translation>
    </message>
    <message>
        <source>CA &amp;file</source>
        <translation>Arquivo &amp;da CA</translation>
    </message>
    <message>
        <source>Server CA file</source>
        <translation>Arquivo da CA do servidor</translation>
    </message>
    <message>
        <source>only where the server has a certificate of its own</source>
        <translation>só se o servidor tem um certificado próprio</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Escolher…</translation>
    </message>
    <message>
        <source>Choose: Server CA file</source>
        <translation>Escolher: arquivo da CA do servidor</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Testar</translation>
    </message>
    <message>
        <source>Test the connection to the server</source>
        <translation>Testar a conexão com o servidor</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Banco de dados</translation>
    </message>
    <message>
        <source>Database host</source>
        <translation>Host do banco de dados</translation>
    </message>
    <message>
        <source>db.example.org</source>
        <translation>db.example.org</translation>
    </message>
    <message>
        <source>Database port</source>
        <translation>Porta do banco de dados</translation>
    </message>
    <message>
        <source>Database name</source>
        <translation>Nome do banco de dados</translation>
    </message>
    <message>
        <source>postgres</source>
        <translation>postgres</translation>
    </message>
    <message>
        <source>Database user</source>
        <translation>Usuário do banco de dados</translation>
    </message>
    <message>
        <source>Database password</source>
        <translation>Senha do banco de dados</translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation>Criptografia</translation>
    </message>
    <message>
        <source>verified beyond this computer</source>
        <translation>verificada fora deste computador</translation>
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
        <translation>Arquivo da CA do banco de dados</translation>
    </message>
    <message>
        <source>only where the database has a certificate of its own</source>
        <translation>só se o banco de dados tem um certificado próprio</translation>
    </message>
    <message>
        <source>Choose: Database CA file</source>
        <translation>Escolher: arquivo da CA do banco de dados</translation>
    </message>
    <message>
        <source>Test the connection to the database</source>
        <translation>Testar a conexão com o banco de dados</translation>
    </message>
    <message>
        <source>Cache</source>
        <translation>Cache</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Conexão</translation>
    </message>
    <message>
        <source>Unencrypted (redis://)</source>
        <translation>Sem criptografia (redis://)</translation>
    </message>
    <message>
        <source>Encrypted (rediss://)</source>
        <translation>Com criptografia (rediss://)</translation>
    </message>
    <message>
        <source>Unix socket</source>
        <translation>Socket Unix</translation>
    </message>
    <message>
        <source>Cache host</source>
        <translation>Host do cache</translation>
    </message>
    <message>
        <source>redis.example.org</source>
        <translation>redis.example.org</translation>
    </message>
    <message>
        <source>Cache port</source>
        <translation>Porta do cache</translation>
    </message>
    <message>
        <source>Socket path</source>
        <translation>Caminho do socket</translation>
    </message>
    <message>
        <source>/run/redis/redis.sock</source>
        <translation>/run/redis/redis.sock</translation>
    </message>
    <message>
        <source>Cache user</source>
        <translation>Usuário do cache</translation>
    </message>
    <message>
        <source>the default user</source>
        <translation>o usuário padrão</translation>
    </message>
    <message>
        <source>Cache database</source>
        <translation>Banco do cache</translation>
    </message>
    <message>
        <source>Cache password</source>
        <translation>Senha do cache</translation>
    </message>
    <message>
        <source>Cache CA file</source>
        <translation>Arquivo da CA do cache</translation>
    </message>
    <message>
        <source>only where the cache has a certificate of its own</source>
        <translation>só se o cache tem um certificado próprio</translation>
    </message>
    <message>
        <source>Choose: Cache CA file</source>
        <translation>Escolher: arquivo da CA do cache</translation>
    </message>
    <message>
        <source>Cache client certificate</source>
        <translation>Certificado do cliente para o cache</translation>
    </message>
    <message>
        <source>only where Redis asks for one</source>
        <translation>só se o Redis pede um</translation>
    </message>
    <message>
        <source>Choose: Cache client certificate</source>
        <translation>Escolher: certificado do cliente para o cache</translation>
    </message>
    <message>
        <source>Cache client key</source>
        <translation>Chave do cliente para o cache</translation>
    </message>
    <message>
        <source>its key, without a passphrase</source>
        <translation>a chave dele, sem senha</translation>
    </message>
    <message>
        <source>Choose: Cache client key</source>
        <translation>Escolher: chave do cliente para o cache</translation>
    </message>
    <message>
        <source>Test the connection to the cache</source>
        <translation>Testar a conexão com o cache</translation>
    </message>
    <message>
        <source>Certificates and encryption</source>
        <translation>Certificados e criptografia</translation>
    </message>
    <message>
        <source>CA file</source>
        <translation>Arquivo da CA</translation>
    </message>
    <message>
        <source>for all three, beside the system’s certificates</source>
        <translation>para as três bases, além dos certificados do sistema</translation>
    </message>
    <message>
        <source>Choose: CA file</source>
        <translation>Escolher: arquivo da CA</translation>
    </message>
    <message>
        <source>Allow &amp;unencrypted or unverified connections beyond this computer</source>
        <translation>Permitir conexões sem cri&amp;ptografia ou não verificadas fora deste computador</translation>
    </message>
    <message>
        <source>&amp;Webhook address</source>
        <translation>Endereço do &amp;webhook</translation>
    </message>
    <message>
        <source>Webhook address</source>
        <translation>Endereço do webhook</translation>
    </message>
    <message>
        <source>https://host/path/{webhook_token}</source>
        <translation>https://host/caminho/{webhook_token}</translation>
    </message>
    <message>
        <source>Where the server sends messages. {webhook_token} and {instance_name} are filled in for each instance.</source>
        <translation>Para onde o servidor envia as mensagens. {webhook_token} e {instance_name} são preenchidos para cada instância.</translation>
    </message>
    <message>
        <source>Change these only where your database or Redis uses other names. An emptied field takes the usual name.</source>
        <translation>Mude só se o seu banco de dados ou Redis usa outros nomes. Em um campo vazio vale o nome de costume.</translation>
    </message>
    <message>
        <source>Schema</source>
        <translation>Schema</translation>
    </message>
    <message>
        <source>Integrations table</source>
        <translation>Tabela de integrações</translation>
    </message>
    <message>
        <source>Clinics table</source>
        <translation>Tabela de clínicas</translation>
    </message>
    <message>
        <source>Organizations schema</source>
        <translation>Schema das organizações</translation>
    </message>
    <message>
        <source>Organizations table</source>
        <translation>Tabela de organizações</translation>
    </message>
    <message>
        <source>Save function’s schema</source>
        <translation>Schema da função de gravação</translation>
    </message>
    <message>
        <source>Save function</source>
        <translation>Função de gravação</translation>
    </message>
    <message>
        <source>Instance key prefix</source>
        <translation>Prefixo da chave de instância</translation>
    </message>
    <message>
        <source>Token key prefix</source>
        <translation>Prefixo da chave de token</translation>
    </message>
    <message>
        <source>Prefix of what instances leave behind</source>
        <translation>Prefixo do que as instâncias deixam</translation>
    </message>
    <message>
        <source>Worker group</source>
        <translation>Grupo dos programas de mensagens</translation>
    </message>
    <message>
        <source>Channel for added instances</source>
        <translation>Canal para instâncias adicionadas</translation>
    </message>
    <message>
        <source>Channel for removed instances</source>
        <translation>Canal para instâncias removidas</translation>
    </message>
    <message>
        <source>Name of new instances</source>
        <translation>Nome de novas instâncias</translation>
    </message>
    <message>
        <source>&amp;New instances</source>
        <translation>&amp;Instâncias novas</translation>
    </message>
    <message>
        <source>New instances: minutes without a problem</source>
        <translation>Instâncias novas: minutos sem problema</translation>
    </message>
    <message>
        <source> min</source>
        <translation> min</translation>
    </message>
    <message>
        <source>So long a new instance may lack its row or entry before that counts as a problem.</source>
        <translation>Por esse tempo uma instância nova pode ficar sem linha ou entrada antes que isso conte como problema.</translation>
    </message>
    <message>
        <source>Pairing &amp;stuck</source>
        <translation>&amp;Pareamento parado</translation>
    </message>
    <message>
        <source>Pairing stuck: minutes</source>
        <translation>Pareamento parado: minutos</translation>
    </message>
    <message>
        <source>So long an instance may wait for a phone before that counts as stuck.</source>
        <translation>Por esse tempo uma instância pode esperar um celular antes que isso conte como parado.</translation>
    </message>
    <message>
        <source>&amp;Leave alone</source>
        <translation>&amp;Não mexer</translation>
    </message>
    <message>
        <source>Instances to leave alone</source>
        <translation>Instâncias em que não mexer</translation>
    </message>
    <message>
        <source>test-*</source>
        <translation>teste-*</translation>
    </message>
    <message>
        <source>Names of instances, one a line; * is any text, ? one character. Steward shows them and changes nothing of theirs.</source>
        <translation>Nomes de instâncias, um por linha; * é qualquer texto, ? um caractere. O Steward as mostra e não muda nada nelas.</translation>
    </message>
    <message>
        <source>Env&amp;ironment</source>
        <translation>Am&amp;biente</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>Host</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Porta</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Usuário</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Senha</translation>
    </message>
    <message>
        <source>Socket</source>
        <translation>Socket</translation>
    </message>
    <message>
        <source>Client certificate</source>
        <translation>Certificado do cliente</translation>
    </message>
    <message>
        <source>Client key</source>
        <translation>Chave do cliente</translation>
    </message>
    <message>
        <source>&amp;Read again every</source>
        <translation>Ler de no&amp;vo a cada</translation>
    </message>
    <message>
        <source>Read again every: minutes</source>
        <translation>Ler de novo a cada: minutos</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Desligado</translation>
    </message>
    <message>
        <source>The window reads the stores again by itself: so often, and soon after somebody told of a change. Less often while a store is down, and not at all while nobody looks and nothing is watched.</source>
        <translation>A janela lê as bases de novo sozinha: com essa frequência, e logo depois que alguém avisa de uma mudança. Menos vezes enquanto uma base está fora do ar, e nunca enquanto ninguém olha e nada é vigiado.</translation>
    </message>
    <message>
        <source>For staff: create, pair and look</source>
        <translation>Para a equipe: criar, parear e ver</translation>
    </message>
    <message>
        <source>Deleting, cleaning up, repairing, disabling and database guards are left to administrators.</source>
        <translation>Excluir, limpar, reparar, desativar e as salvaguardas do banco de dados ficam com os administradores.</translation>
    </message>
</context>
<context>
    <name>QueuePanel</name>
    <message>
        <source>Today</source>
        <translation>Hoje</translation>
    </message>
    <message>
        <source>Connected today</source>
        <translation>Conectados hoje</translation>
    </message>
    <message>
        <source>Phones of today</source>
        <translation>Celulares de hoje</translation>
    </message>
    <message>
        <source>Skip this one</source>
        <translation>Pular esta</translation>
    </message>
    <message>
        <source>Add more…</source>
        <translation>Adicionar mais…</translation>
    </message>
</context>
<context>
    <name>ReviewStep</name>
    <message>
        <source>By &amp;organization</source>
        <translation>Por &amp;organização</translation>
    </message>
    <message>
        <source>By organization</source>
        <translation>Por organização</translation>
    </message>
    <message>
        <source>By &amp;store</source>
        <translation>Por &amp;base</translation>
    </message>
    <message>
        <source>By store</source>
        <translation>Por base</translation>
    </message>
    <message>
        <source>What will be done</source>
        <translation>O que será feito</translation>
    </message>
    <message>
        <source>Text to confirm</source>
        <translation>Texto para confirmar</translation>
    </message>
    <message>
        <source>Save &amp;plan…</source>
        <translation>Salvar &amp;plano…</translation>
    </message>
    <message>
        <source>Keep the plan in a file, for another person to read and apply</source>
        <translation>Guardar o plano em um arquivo, para que outra pessoa o leia e aplique</translation>
    </message>
    <message>
        <source>Save plan</source>
        <translation>Salvar plano</translation>
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
        <translation>Continuar em se&amp;gundo plano</translation>
    </message>
    <message>
        <source>Leave this page and let it go on; Activity shows it</source>
        <translation>Sair desta página e deixar continuar; Atividade mostra</translation>
    </message>
    <message>
        <source>Continue in the background</source>
        <translation>Continuar em segundo plano</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fechar</translation>
    </message>
</context>
<context>
    <name>SayPanel</name>
    <message>
        <source>Say this on the phone</source>
        <translation>Diga isto ao telefone</translation>
    </message>
    <message>
        <source>Camera does not work?</source>
        <translation>A câmera não funciona?</translation>
    </message>
    <message>
        <source>Get 8 characters to type on the phone.</source>
        <translation>Peça 8 caracteres para digitar no celular.</translation>
    </message>
    <message>
        <source>Number of the phone</source>
        <translation>Número do celular</translation>
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
        <translation>Começar agora</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Sections of the settings</source>
        <translation>Seções dos ajustes</translation>
    </message>
    <message>
        <source>Protected</source>
        <translation>Protegidas</translation>
    </message>
    <message>
        <source>Protected instances</source>
        <translation>Instâncias protegidas</translation>
    </message>
    <message>
        <source>&amp;Show in Instances</source>
        <translation>&amp;Mostrar em Instâncias</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Aparência</translation>
    </message>
    <message>
        <source>As the &amp;desktop</source>
        <translation>Como o &amp;sistema</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Claro</translation>
    </message>
    <message>
        <source>Dar&amp;k</source>
        <translation>&amp;Escuro</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Idioma</translation>
    </message>
    <message>
        <source>It changes at once. What is under way or was done before keeps the words in which it was written.</source>
        <translation>Muda na hora. O que está em andamento ou já foi feito mantém as palavras com que foi escrito.</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>Atalhos</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Ação</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Tecla</translation>
    </message>
    <message>
        <source>Passwords</source>
        <translation>Senhas</translation>
    </message>
    <message>
        <source>Steward asks for what is missing when a workspace is opened. Editing, exporting and removing a workspace needs no password. An exported file holds none.</source>
        <translation>O Steward pede o que falta quando um espaço de trabalho é aberto. Editar, exportar e remover um espaço de trabalho não precisa de senha. Um arquivo exportado não contém nenhuma.</translation>
    </message>
    <message>
        <source>About Steward</source>
        <translation>Sobre o Steward</translation>
    </message>
    <message>
        <source>&amp;Copy versions</source>
        <translation>&amp;Copiar versões</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Dados</translation>
    </message>
    <message>
        <source>Data folder</source>
        <translation>Pasta dos dados</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Registro</translation>
    </message>
    <message>
        <source>Log folder</source>
        <translation>Pasta do registro</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>Licenças</translation>
    </message>
    <message>
        <source>Whose licence</source>
        <translation>De quem é a licença</translation>
    </message>
    <message>
        <source>Text of the licence</source>
        <translation>Texto da licença</translation>
    </message>
    <message>
        <source>The window is covered, shown secrets are hidden, and what Steward copied is taken off the clipboard. Unlocking reads the keychain again. What is under way goes on.</source>
        <translation>A janela é coberta, os segredos mostrados são ocultados, e o que o Steward copiou sai da área de transferência. Ao desbloquear, o chaveiro é lido de novo. O que está em andamento continua.</translation>
    </message>
</context>
<context>
    <name>UpdatePanel</name>
    <message>
        <source>Look for a newer version once a day</source>
        <translation>Procurar uma versão mais nova uma vez por dia</translation>
    </message>
    <message>
        <source>Address that is asked</source>
        <translation>Endereço que é consultado</translation>
    </message>
    <message>
        <source>Look now</source>
        <translation>Procurar agora</translation>
    </message>
    <message>
        <source>Open the download page</source>
        <translation>Abrir a página de download</translation>
    </message>
</context>
<context>
    <name>WebhookDialog</name>
    <message>
        <source>Set the webhook</source>
        <translation>Definir o webhook</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Endereço</translation>
    </message>
    <message>
        <source>https://… with {webhook_token} or {instance_name}</source>
        <translation>https://… com {webhook_token} ou {instance_name}</translation>
    </message>
    <message>
        <source>Choose the &amp;events too</source>
        <translation>Escolher também os &amp;eventos</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Eventos</translation>
    </message>
    <message>
        <source>&amp;Show the plan…</source>
        <translation>Mostrar o pla&amp;no…</translation>
    </message>
    <message>
        <source>Show the plan</source>
        <translation>Mostrar o plano</translation>
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
        <translation>Boas-vindas ao Steward</translation>
    </message>
    <message>
        <source>See every clinic’s WhatsApp in one place, find what is broken, and fix it safely.</source>
        <translation>Veja o WhatsApp de todas as clínicas em um só lugar, ache o que não funciona e conserte com segurança.</translation>
    </message>
    <message>
        <source>&amp;Edit…</source>
        <translation>&amp;Editar…</translation>
    </message>
    <message>
        <source>Edit the workspace</source>
        <translation>Editar o espaço de trabalho</translation>
    </message>
    <message>
        <source>Your workspaces</source>
        <translation>Seus espaços de trabalho</translation>
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
        <translation>&amp;Remover…</translation>
    </message>
    <message>
        <source>Practice</source>
        <translation>Prática</translation>
    </message>
    <message>
        <source>Try everything with invented clinics. Nothing is connected.</source>
        <translation>Experimente tudo com clínicas inventadas. Nada está conectado.</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>&amp;Começar</translation>
    </message>
    <message>
        <source>Connect to your servers</source>
        <translation>Conectar aos seus servidores</translation>
    </message>
    <message>
        <source>Enter three addresses. Steward tests each one with you.</source>
        <translation>Digite três endereços. O Steward testa cada um com você.</translation>
    </message>
    <message>
        <source>&amp;Connect</source>
        <translation>C&amp;onectar</translation>
    </message>
    <message>
        <source>Open a profile file</source>
        <translation>Abrir um arquivo de perfil</translation>
    </message>
    <message>
        <source>A colleague gave you a file. You only enter the passwords.</source>
        <translation>Um colega deu um arquivo a você. Você só digita as senhas.</translation>
    </message>
    <message>
        <source>Open &amp;file…</source>
        <translation>Abrir &amp;arquivo…</translation>
    </message>
    <message>
        <source>Passwords are never written to a file</source>
        <translation>Senhas nunca são escritas em um arquivo</translation>
    </message>
    <message>
        <source>Looking never changes anything</source>
        <translation>Olhar nunca muda nada</translation>
    </message>
</context>
<context>
    <name>WindowFoot</name>
    <message>
        <source>Stores read</source>
        <translation>Bases lidas</translation>
    </message>
</context>
<context>
    <name>WindowHeader</name>
    <message>
        <source>Menu</source>
        <translation>Menu</translation>
    </message>
</context>
<context>
    <name>steward::ActivityButton</name>
    <message>
        <source>Activity</source>
        <translation>Atividade</translation>
    </message>
    <message numerus="yes">
        <source>%n running</source>
        <translation>
            <numerusform>%Ln em andamento</numerusform>
            <numerusform>%Ln em andamento</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left open</source>
        <translation>
            <numerusform>%Ln sem terminar</numerusform>
            <numerusform>%Ln sem terminar</numerusform>
        </translation>
    </message>
    <message>
        <source>Activity: %1</source>
        <extracomment>%1 is &quot;Activity&quot;, &quot;2 running&quot; or &quot;1 left open&quot;</extracomment>
        <translation>Atividade: %1</translation>
    </message>
</context>
<context>
    <name>steward::ActivityLines</name>
    <message>
        <source>Now</source>
        <translation>Agora</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>Interrompida</translation>
    </message>
    <message>
        <source>all proven</source>
        <translation>todas comprovadas</translation>
    </message>
</context>
<context>
    <name>steward::ActivityLog</name>
    <message>
        <source>It has too many steps to be listed here. The journal shows them.</source>
        <translation>Tem passos demais para listar aqui. O diário mostra.</translation>
    </message>
    <message>
        <source>Operation</source>
        <translation>Operação</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Andamento</translation>
    </message>
    <message>
        <source>Begun</source>
        <translation>Começou</translation>
    </message>
</context>
<context>
    <name>steward::ActivityPage</name>
    <message>
        <source>Nothing was done in this session yet</source>
        <translation>Nada foi feito nesta sessão ainda</translation>
    </message>
    <message>
        <source>What you create, pair, clean, repair or delete is listed here with its steps.</source>
        <translation>O que você criar, parear, limpar, reparar ou excluir aparece aqui com seus passos.</translation>
    </message>
    <message>
        <source>Open the journal</source>
        <translation>Abrir o diário</translation>
    </message>
</context>
<context>
    <name>steward::AdoptionDialog</name>
    <message>
        <source>The name of %1 points to a different organization than its row. Choose the one it belongs to.</source>
        <extracomment>%1 is an instance&apos;s name</extracomment>
        <translation>O nome de %1 aponta para outra organização que a linha. Escolha a qual ela pertence.</translation>
    </message>
    <message>
        <source>%1 has no row in the database: no organization knows it. It gets one of the organization that you choose.</source>
        <translation>%1 não tem linha no banco de dados: nenhuma organização a conhece. Ela recebe uma, da organização que você escolher.</translation>
    </message>
    <message>
        <source>No organization has this name. Choose one of the list.</source>
        <translation>Nenhuma organização tem esse nome. Escolha uma da lista.</translation>
    </message>
</context>
<context>
    <name>steward::AgreedPlan</name>
    <message>
        <source>The plan had nothing to do, so nothing was changed.</source>
        <translation>O plano não tinha nada a fazer, então nada foi mudado.</translation>
    </message>
    <message>
        <source>%1 The plan that you saw did not say so, so nothing was changed. Make the plan again.</source>
        <extracomment>%1 is one sentence or more that say what is so by now</extracomment>
        <translation>%1 O plano que você viu não dizia isso, então nada foi mudado. Faça o plano de novo.</translation>
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
        <translation>Nada mudou desde que o espaço de trabalho foi aberto.</translation>
    </message>
    <message>
        <source>Steward: %1</source>
        <translation>Steward: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s). Unlock Steward to see what it is.</source>
        <translation>
            <numerusform>%Ln mudança. Desbloqueie o Steward para ver o que é.</numerusform>
            <numerusform>%Ln mudanças. Desbloqueie o Steward para ver o que é.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::Alerts</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <extracomment>%1 are names of organizations, %n how many more there are</extracomment>
        <translation>
            <numerusform>%1 e mais %Ln</numerusform>
            <numerusform>%1 e mais %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n organization(s) not connected any more: %1.</source>
        <extracomment>%n is how many, %1 some of their names</extracomment>
        <translation>
            <numerusform>%Ln organização não está mais conectada: %1.</numerusform>
            <numerusform>%Ln organizações não estão mais conectadas: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pairing(s) stuck: %1.</source>
        <extracomment>%n is how many, %1 some of their names</extracomment>
        <translation>
            <numerusform>%Ln pareamento parado: %1.</numerusform>
            <numerusform>%Ln pareamentos parados: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new duplicate(s): %1.</source>
        <extracomment>%n is how many, %1 some of their names</extracomment>
        <translation>
            <numerusform>%Ln nova duplicada: %1.</numerusform>
            <numerusform>%Ln novas duplicadas: %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>Cannot be read: %1.</source>
        <extracomment>%1 are stores, such as &quot;Server, Cache&quot;</extracomment>
        <translation>Não pode ser lido: %1.</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Servidor</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Banco de dados</translation>
    </message>
    <message>
        <source>Cache</source>
        <translation>Cache</translation>
    </message>
    <message>
        <source>%1 is not connected any more.</source>
        <extracomment>%1 is an organization</extracomment>
        <translation>%1 não está mais conectada.</translation>
    </message>
    <message>
        <source>The pairing of %1 is stuck: it waits for a phone for too long.</source>
        <extracomment>%1 is an organization</extracomment>
        <translation>O pareamento de %1 está parado: espera um celular há tempo demais.</translation>
    </message>
    <message>
        <source>The phone of %1 is used by another instance too.</source>
        <extracomment>%1 is an organization</extracomment>
        <translation>O celular de %1 também é usado por outra instância.</translation>
    </message>
    <message>
        <source>%1 has more than one active row now.</source>
        <extracomment>%1 is an organization</extracomment>
        <translation>%1 agora tem mais de uma linha ativa.</translation>
    </message>
    <message>
        <source>%1 has more than one instance now.</source>
        <extracomment>%1 is an organization</extracomment>
        <translation>%1 agora tem mais de uma instância.</translation>
    </message>
    <message>
        <source>The server cannot be read. Nothing is concluded about it.</source>
        <translation>O servidor não pode ser lido. Nada se conclui sobre ele.</translation>
    </message>
    <message>
        <source>The database cannot be read. Nothing is concluded about it.</source>
        <translation>O banco de dados não pode ser lido. Nada se conclui sobre ele.</translation>
    </message>
    <message>
        <source>The cache cannot be read. Nothing is concluded about it.</source>
        <translation>O cache não pode ser lido. Nada se conclui sobre ele.</translation>
    </message>
    <message>
        <source>It was logged out: on the phone, or by an operator.</source>
        <translation>Foi desconectada: no celular, ou por quem opera o servidor.</translation>
    </message>
    <message>
        <source>WhatsApp has blocked the number.</source>
        <translation>O WhatsApp bloqueou o número.</translation>
    </message>
    <message>
        <source>The connection to WhatsApp was lost.</source>
        <translation>A conexão com o WhatsApp caiu.</translation>
    </message>
    <message>
        <source>The phone&apos;s WhatsApp is too old for linked devices.</source>
        <translation>O WhatsApp do celular é antigo demais para aparelhos conectados.</translation>
    </message>
    <message>
        <source>WhatsApp closed the connection.</source>
        <translation>O WhatsApp fechou a conexão.</translation>
    </message>
    <message>
        <source>Another program has taken this connection.</source>
        <translation>Outro programa tomou esta conexão.</translation>
    </message>
    <message>
        <source>The session was damaged. The phone has to be paired again.</source>
        <translation>A sessão ficou danificada. O celular precisa ser pareado de novo.</translation>
    </message>
    <message>
        <source>WhatsApp&apos;s service was not reachable.</source>
        <translation>O serviço do WhatsApp não pôde ser alcançado.</translation>
    </message>
    <message>
        <source>WhatsApp asked for a restart of the connection.</source>
        <translation>O WhatsApp pediu um reinício da conexão.</translation>
    </message>
</context>
<context>
    <name>steward::AppOptions</name>
    <message>
        <source>Unknown option: %1. Try --help.</source>
        <extracomment>%1 is what was typed</extracomment>
        <translation>Opção desconhecida: %1. Tente --help.</translation>
    </message>
    <message>
        <source>%1 needs a value. Try --help.</source>
        <extracomment>%1 is an option such as --profile</extracomment>
        <translation>%1 precisa de um valor. Tente --help.</translation>
    </message>
    <message>
        <source>--practice and --profile exclude each other.</source>
        <translation>--practice e --profile se excluem.</translation>
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
        <translation>Uso: steward [--profile NOME | --practice] [--data-dir PASTA] [ARQUIVO]
             [--lang IDIOMA] [--background] [--screenshots PASTA [--beside PASTA]]

  --profile NOME       abrir este perfil
  --practice           abrir o espaço de prática
  --data-dir PASTA     guardar perfis e ajustes ali
  --lang IDIOMA        falar en, pt_BR ou es desta vez
  --background         começar ao lado do relógio, ou minimizado onde não há esse lugar
  --screenshots PASTA  gravar ali imagens das janelas e terminar
  --beside PASTA       pôr ao lado delas as imagens de mesmo nome da PASTA
  ARQUIVO              um plano para mostrar, ou um perfil para importar

Sem perfil, e com STEWARD_EVOLUTION_URL definida, são abertas as bases do ambiente.
</translation>
    </message>
</context>
<context>
    <name>steward::ApplyCommand</name>
    <message>
        <source>gone</source>
        <translation>saiu</translation>
    </message>
    <message>
        <source>was not there</source>
        <translation>não havia</translation>
    </message>
    <message>
        <source>written</source>
        <translation>gravação feita</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>fica</translation>
    </message>
    <message>
        <source>STILL THERE</source>
        <translation>AINDA ESTÁ LÁ</translation>
    </message>
    <message>
        <source>FAILED</source>
        <translation>FALHOU</translation>
    </message>
    <message>
        <source>left as it was</source>
        <translation>fica como estava</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>não se sabe</translation>
    </message>
    <message>
        <source>not told</source>
        <translation>não avisados</translation>
    </message>
    <message>
        <source>notice pending, nobody heard it yet</source>
        <translation>aviso pendente, ninguém ouviu ainda</translation>
    </message>
    <message>
        <source>told</source>
        <translation>avisados</translation>
    </message>
    <message numerus="yes">
        <source>%n heard it</source>
        <extracomment>%n is the number of worker processes that heard a message</extracomment>
        <translation>
            <numerusform>%Ln ouviu</numerusform>
            <numerusform>%Ln ouviram</numerusform>
        </translation>
    </message>
    <message>
        <source>Do this? Type yes and press Enter. Anything else changes nothing.</source>
        <translation>Fazer isto? Digite yes e pressione Enter. Qualquer outra coisa não muda nada.</translation>
    </message>
    <message>
        <source>To do this, type %1 and press Enter. Anything else changes nothing.</source>
        <extracomment>%1 is a name or a number, to be typed exactly so</extracomment>
        <translation>Para fazer isto, digite %1 e pressione Enter. Qualquer outra coisa não muda nada.</translation>
    </message>
    <message>
        <source>%1: server %2, row %3, cache %4, workers %5</source>
        <extracomment>%1 is an instance&apos;s name, %2 to %5 what came of it in each place: &quot;gone&quot;, &quot;written&quot;, &quot;3 heard it&quot;</extracomment>
        <translation>%1: servidor %2, linha %3, cache %4, programas de mensagens %5</translation>
    </message>
    <message>
        <source>Nothing was changed. To do this, run it again with --confirm and the text.</source>
        <translation>Nada foi mudado. Para fazer isto, execute de novo com --confirm e o texto.</translation>
    </message>
    <message>
        <source>Nothing was changed. To do this, run it again with --yes.</source>
        <translation>Nada foi mudado. Para fazer isto, execute de novo com --yes.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Nada foi mudado.</translation>
    </message>
</context>
<context>
    <name>steward::ApplyErrors</name>
    <message>
        <source>%1 is working on this organization, so nothing of it was changed. Wait until that is done, at the latest until %2.</source>
        <extracomment>%1 is the name of a workstation (a person and a computer), %2 a time of day</extracomment>
        <translation>%1 está trabalhando nesta organização, então nada dela foi mudado. Espere até terminar, no máximo até %2.</translation>
    </message>
    <message>
        <source>The row no longer says that you are cleaning up this organization, so this instance was left as it was. Read again and see who works there.</source>
        <translation>A linha não diz mais que você está limpando esta organização, então esta instância ficou como estava. Leia de novo e veja quem trabalha ali.</translation>
    </message>
    <message>
        <source>It could not be proven just now that %1, which is kept, still works. This one was left as it was.</source>
        <extracomment>%1 is an instance&apos;s name</extracomment>
        <translation>Não foi possível comprovar agora que %1, que é mantida, ainda funciona. Esta ficou como estava.</translation>
    </message>
    <message>
        <source>The row has changed since the plan was made, so it was left as it was. Read again and look at it.</source>
        <translation>A linha mudou desde que o plano foi feito, então ficou como estava. Leia de novo e olhe para ela.</translation>
    </message>
    <message>
        <source>Another table of the database refers to this row, so it cannot be deleted. It was switched off instead; ask the database&apos;s administrator to look at it.</source>
        <translation>Outra tabela do banco de dados faz referência a esta linha, então ela não pode ser excluída. Foi desativada; peça ao administrador do banco de dados que olhe.</translation>
    </message>
    <message>
        <source>There is another row by now: %1. This row was left as it is; read again and look at both.</source>
        <extracomment>%1 is an instance&apos;s name</extracomment>
        <translation>Agora existe outra linha: %1. Esta ficou como está; leia de novo e olhe as duas.</translation>
    </message>
    <message>
        <source>The cache entry has changed since the plan was made, so it was left as it was. Read again and look at it.</source>
        <translation>A entrada do cache mudou desde que o plano foi feito, então ficou como estava. Leia de novo e olhe para ela.</translation>
    </message>
    <message>
        <source>A program keeps writing the cache entry back. Ask whoever runs it to stop that, then delete the entry again.</source>
        <translation>Um programa continua gravando a entrada do cache de volta. Peça a quem o opera que pare, depois exclua a entrada de novo.</translation>
    </message>
    <message>
        <source>The server said that it set the webhook, but still has another one. Try again.</source>
        <translation>O servidor disse que definiu o webhook, mas ainda tem outro. Tente de novo.</translation>
    </message>
    <message>
        <source>The server was asked to log the phone out, but does not show it as logged out. Row and cache entry were left as they were; try again, and restart the instance or the server if it stays so.</source>
        <translation>O servidor recebeu o pedido de desconectar o celular, mas não mostra que desconectou. Linha e entrada do cache ficaram como estavam; tente de novo e, se continuar assim, reinicie a instância ou o servidor.</translation>
    </message>
    <message>
        <source>It was written, but one of the stores does not show it. Read again and look at it.</source>
        <translation>Foi gravado, mas uma das bases não mostra. Leia de novo e olhe.</translation>
    </message>
    <message>
        <source>A store could not be read completely any more, so nothing further was begun. Read again.</source>
        <translation>Uma base não pôde mais ser lida por inteiro, então nada mais foi iniciado. Leia de novo.</translation>
    </message>
    <message>
        <source>Not begun, because you stopped before.</source>
        <translation>Não iniciado, porque você parou antes.</translation>
    </message>
    <message>
        <source>This instance has no row that could say that it is protected, and there is no profile to keep it in. Use a profile, then protect it.</source>
        <translation>Esta instância não tem linha que possa dizer que ela é protegida, e não há perfil onde guardar isso. Use um perfil e então a proteja.</translation>
    </message>
    <message>
        <source>The row has no token any more, so this was left as it was. Read again and look at it.</source>
        <translation>A linha não tem mais token, então isto ficou como estava. Leia de novo e olhe.</translation>
    </message>
    <message>
        <source>The server now lists another instance of this name. Row and cache entry belong to that one and were left as they were; read again and look at it.</source>
        <translation>O servidor agora lista outra instância com este nome. Linha e entrada do cache pertencem a ela e ficaram como estavam; leia de novo e olhe.</translation>
    </message>
    <message>
        <source>%1 is the only connected instance of its organization, so Steward does not finish what was interrupted here. To do it anyway, plan it again.</source>
        <extracomment>%1 is an instance&apos;s name</extracomment>
        <translation>%1 é a única instância conectada da organização, então o Steward não conclui aqui o que foi interrompido. Para fazer mesmo assim, planeje de novo.</translation>
    </message>
    <message>
        <source>An earlier version of Steward was interrupted here and kept no note of the result, so it was left as it is now. Read again and look at it.</source>
        <translation>Uma versão anterior do Steward foi interrompida aqui e não anotou o resultado, então ficou como está agora. Leia de novo e olhe.</translation>
    </message>
    <message>
        <source>%1 has changed since it was begun, so it was left as it is now. %2 Read again and look at it.</source>
        <extracomment>%1 is an instance&apos;s name, %2 a sentence that says what has changed</extracomment>
        <translation>%1 mudou desde que começou, então ficou como está agora. %2 Leia de novo e olhe.</translation>
    </message>
    <message>
        <source>%1 What was interrupted is not finished and stays in the journal. Once the server lists them again, resume again, or plan the rest again: %2</source>
        <extracomment>%1 is a sentence that says why, %2 a command to be typed</extracomment>
        <translation>%1 O que foi interrompido não está concluído e fica no diário. Quando o servidor as listar de novo, retome de novo, ou planeje o resto de novo: %2</translation>
    </message>
    <message>
        <source>%1 The plan that you saw did not say so, so what had not begun was not begun. Plan the rest again: %2</source>
        <extracomment>%1 is one or more sentences that say why, %2 a command to be typed</extracomment>
        <translation>%1 O plano que você viu não dizia isso, então o que não tinha começado não foi iniciado. Planeje o resto de novo: %2</translation>
    </message>
    <message>
        <source>Not all of it was done, and there is nothing to resume. Plan the rest again: %1</source>
        <extracomment>%1 is a command to be typed</extracomment>
        <translation>Nem tudo foi feito, e não há nada a retomar. Planeje o resto de novo: %1</translation>
    </message>
    <message>
        <source>This version of Steward does not know how to do this step, so nothing was sent for it. Take the newest version, and plan it anew.</source>
        <translation>Esta versão do Steward não sabe fazer este passo, então nada foi enviado para ele. Use a versão mais nova e planeje de novo.</translation>
    </message>
    <message>
        <source>The webhook has changed since the plan was made, so it was left as it is now. Read again and look at it.</source>
        <translation>O webhook mudou depois que o plano foi feito, por isso ficou como está agora. Leia de novo e confira.</translation>
    </message>
    <message>
        <source>The server refused to restart it, as it does where no phone is connected. Read again and look at it.</source>
        <translation>O servidor se recusou a reiniciá-la, como faz quando nenhum celular está conectado. Leia de novo e confira.</translation>
    </message>
    <message>
        <source>The server was asked to restart it, but does not show it as connected again. Wait a minute and read again. If it stays disconnected, pair its phone again.</source>
        <translation>O servidor recebeu o pedido de reiniciá-la, mas não a mostra conectada de novo. Espere um minuto e leia de novo. Se continuar desconectada, pareie o celular outra vez.</translation>
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
        <translation>Instância</translation>
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
        <translation>Banco</translation>
    </message>
    <message>
        <source>Cache</source>
        <translation>Cache</translation>
    </message>
    <message>
        <source>Workers</source>
        <translation>Programas</translation>
    </message>
    <message>
        <source>working</source>
        <translation>trabalhando</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>esperando</translation>
    </message>
    <message>
        <source>being proven</source>
        <translation>sendo comprovado</translation>
    </message>
</context>
<context>
    <name>steward::Audit</name>
    <message>
        <source>(empty name)</source>
        <translation>(nome vazio)</translation>
    </message>
    <message>
        <source>(row without a name)</source>
        <translation>(linha sem nome)</translation>
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
        <translation>%1 linhas: %2</translation>
    </message>
    <message>
        <source>One of the stores was not read, so no row is called healthy.</source>
        <translation>Uma das bases não foi lida, então nenhuma linha é dada como em ordem.</translation>
    </message>
    <message numerus="yes">
        <source>Nothing is concluded about %n name(s) that the server does not list: it was not asked about them, or did not answer.</source>
        <extracomment>%n is a number of names</extracomment>
        <translation>
            <numerusform>Nada se conclui sobre %Ln nome que o servidor não lista: não foi perguntado sobre ele, ou não respondeu.</numerusform>
            <numerusform>Nada se conclui sobre %Ln nomes que o servidor não lista: não foi perguntado sobre eles, ou não respondeu.</numerusform>
        </translation>
    </message>
    <message>
        <source>To know which instances work, run “audit --all”: it also asks the server&apos;s memory and the webhook of each.</source>
        <translation>Para saber quais instâncias funcionam, execute “audit --all”: ele também consulta a memória do servidor e o webhook de cada uma.</translation>
    </message>
</context>
<context>
    <name>steward::AuditIndex</name>
    <message>
        <source>(no organization)</source>
        <translation>(sem organização)</translation>
    </message>
</context>
<context>
    <name>steward::Authorities</name>
    <message>
        <source>The CA file %1 holds no certificate that can be read. Choose another file in the profile.</source>
        <extracomment>%1 is a file&apos;s path</extracomment>
        <translation>O arquivo da CA %1 não tem certificado que se possa ler. Escolha outro arquivo no perfil.</translation>
    </message>
</context>
<context>
    <name>steward::Autostart</name>
    <message>
        <source>%1 could not be written. Check whether you may write there.</source>
        <extracomment>%1 is a file&apos;s path</extracomment>
        <translation>%1 não pôde ser gravado. Verifique se você pode gravar ali.</translation>
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
        <translation>banco de dados</translation>
    </message>
    <message>
        <source>cache</source>
        <translation>cache</translation>
    </message>
    <message>
        <source>It was not read.</source>
        <translation>Não foi lido.</translation>
    </message>
    <message>
        <source>The %1 was not read completely, so nothing was changed. %2</source>
        <extracomment>%1 is &quot;server&quot;, &quot;database&quot; or &quot;cache&quot;, %2 a sentence that says why</extracomment>
        <translation>Não foi possível ler tudo (%1), então nada foi mudado. %2</translation>
    </message>
    <message>
        <source>The server is still starting, so nothing was changed. Try again in a minute.</source>
        <translation>O servidor ainda está iniciando, então nada foi mudado. Tente de novo em um minuto.</translation>
    </message>
    <message>
        <source>This profile is read only. Use one that allows changes.</source>
        <translation>Este perfil é somente leitura. Use um que permita mudanças.</translation>
    </message>
    <message numerus="yes">
        <source>%n of them are protected. Leave them out, or remove their protection first.</source>
        <translation>
            <numerusform>%Ln delas está protegida. Deixe-a de fora, ou remova antes a proteção.</numerusform>
            <numerusform>%Ln delas estão protegidas. Deixe-as de fora, ou remova antes a proteção.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was changed. %1</source>
        <extracomment>%1 is a sentence that says which right to which store is missing</extracomment>
        <translation>Nada foi mudado. %1</translation>
    </message>
    <message>
        <source>%1 of %2 connected instances would be disconnected.</source>
        <extracomment>%1 and %2 are numbers of instances</extracomment>
        <translation>%1 de %2 instâncias conectadas seriam desconectadas.</translation>
    </message>
    <message numerus="yes">
        <source>%n of them are connected: their phones have to be paired again.</source>
        <translation>
            <numerusform>%Ln delas está conectada: o celular dela precisa ser pareado de novo.</numerusform>
            <numerusform>%Ln delas estão conectadas: os celulares delas precisam ser pareados de novo.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them are connected but are no WHATSAPP-BAILEYS instances: they would receive nothing any more.</source>
        <translation>
            <numerusform>%Ln delas está conectada mas não é WHATSAPP-BAILEYS: não receberia mais nada.</numerusform>
            <numerusform>%Ln delas estão conectadas mas não são WHATSAPP-BAILEYS: não receberiam mais nada.</numerusform>
        </translation>
    </message>
    <message>
        <source>This is PRODUCTION.</source>
        <translation>Isto é PRODUÇÃO.</translation>
    </message>
    <message numerus="yes">
        <source>Many at once: %n instance(s) or row(s) would be deleted or disconnected.</source>
        <translation>
            <numerusform>Muitas de uma vez: %Ln instância ou linha seria excluída ou desconectada.</numerusform>
            <numerusform>Muitas de uma vez: %Ln instâncias ou linhas seriam excluídas ou desconectadas.</numerusform>
        </translation>
    </message>
    <message>
        <source>To do it anyway, type: %1</source>
        <extracomment>%1 is the text to be typed: an instance&apos;s name or a number</extracomment>
        <translation>Para fazer mesmo assim, digite: %1</translation>
    </message>
</context>
<context>
    <name>steward::BulkBar</name>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%Ln selecionada</numerusform>
            <numerusform>%Ln selecionadas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hidden and left alone</source>
        <extracomment>%n is how many of the selected rows the filter hides; it follows &quot;5 selected&quot;</extracomment>
        <translation>
            <numerusform>%Ln oculta, que fica como está</numerusform>
            <numerusform>%Ln ocultas, que ficam como estão</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::BulkOutlook</name>
    <message>
        <source>Makes the stores agree where that is safe.</source>
        <translation>Faz as bases concordarem onde isso é seguro.</translation>
    </message>
    <message numerus="yes">
        <source>%n are duplicates: clean those up.</source>
        <translation>
            <numerusform>%Ln é duplicada: limpe-a.</numerusform>
            <numerusform>%Ln são duplicadas: limpe-as.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n need your decision.</source>
        <translation>
            <numerusform>%Ln precisa da sua decisão.</numerusform>
            <numerusform>%Ln precisam da sua decisão.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n need the server&apos;s administrator.</source>
        <translation>
            <numerusform>%Ln precisa do administrador do servidor.</numerusform>
            <numerusform>%Ln precisam do administrador do servidor.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n have nothing to repair.</source>
        <translation>
            <numerusform>%Ln não tem nada a reparar.</numerusform>
            <numerusform>%Ln não têm nada a reparar.</numerusform>
        </translation>
    </message>
    <message>
        <source>Repair…</source>
        <translation>Reparar…</translation>
    </message>
    <message>
        <source>Shows a code for each, one after another.</source>
        <translation>Mostra um código para cada uma, uma depois da outra.</translation>
    </message>
    <message numerus="yes">
        <source>%n cannot be paired: the server has no phone under their name.</source>
        <translation>
            <numerusform>%Ln não pode ser pareada: o servidor não tem celular com esse nome.</numerusform>
            <numerusform>%Ln não podem ser pareadas: o servidor não tem celular com esses nomes.</numerusform>
        </translation>
    </message>
    <message>
        <source>Pair…</source>
        <translation>Parear…</translation>
    </message>
    <message>
        <source>Logs the phone out and switches the row off.</source>
        <translation>Desconecta o celular e desativa a linha.</translation>
    </message>
    <message numerus="yes">
        <source>%n have no row.</source>
        <translation>
            <numerusform>%Ln não tem linha.</numerusform>
            <numerusform>%Ln não têm linha.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n are off already.</source>
        <translation>
            <numerusform>%Ln já está desativada.</numerusform>
            <numerusform>%Ln já estão desativadas.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n are protected.</source>
        <translation>
            <numerusform>%Ln está protegida.</numerusform>
            <numerusform>%Ln estão protegidas.</numerusform>
        </translation>
    </message>
    <message>
        <source>Disable…</source>
        <translation>Desativar…</translation>
    </message>
    <message>
        <source>Removes them from server, database and cache, and proves it.</source>
        <translation>Remove do servidor, do banco de dados e do cache, e comprova.</translation>
    </message>
    <message numerus="yes">
        <source>%n are no instances: repair removes them.</source>
        <translation>
            <numerusform>%Ln não é instância: reparar a remove.</numerusform>
            <numerusform>%Ln não são instâncias: reparar as remove.</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Excluir…</translation>
    </message>
</context>
<context>
    <name>steward::CacheRules</name>
    <message>
        <source>the entry of the instance</source>
        <translation>a entrada da instância</translation>
    </message>
    <message>
        <source>the entry of the token %1</source>
        <extracomment>%1 is the first characters of a webhook token</extracomment>
        <translation>a entrada do token %1</translation>
    </message>
    <message>
        <source>The cache has %1, but no active row names the instance.</source>
        <extracomment>%1 is &quot;the entry of the instance&quot; or &quot;the entry of the token abcd…&quot;</extracomment>
        <translation>O cache tem %1, mas nenhuma linha ativa aponta para a instância.</translation>
    </message>
    <message>
        <source>The cache has %1, but no active row has this token.</source>
        <extracomment>%1 is &quot;the entry of the token abcd…&quot;</extracomment>
        <translation>O cache tem %1, mas nenhuma linha ativa tem esse token.</translation>
    </message>
    <message>
        <source>The server lists it and its row is active, but it has no cache entry yet.</source>
        <translation>O servidor a lista e a linha está ativa, mas ainda não há entrada no cache.</translation>
    </message>
    <message>
        <source>none</source>
        <translation>nenhum</translation>
    </message>
    <message>
        <source>In the cache, %1 names the organization %2. The row names %3.</source>
        <extracomment>%1 is which cache entry, %2 and %3 are organizations</extracomment>
        <translation>No cache, %1 aponta para a organização %2. A linha aponta para %3.</translation>
    </message>
    <message>
        <source>In the cache, %1 names the clinic %2. The row names %3.</source>
        <extracomment>%1 is which cache entry, %2 and %3 are a clinic&apos;s id or &quot;none&quot;</extracomment>
        <translation>No cache, %1 aponta para a clínica %2. A linha aponta para %3.</translation>
    </message>
    <message>
        <source>In the cache, %1 has the number %2. The row has %3.</source>
        <extracomment>%1 is which cache entry, %2 and %3 are phone numbers</extracomment>
        <translation>No cache, %1 tem o número %2. A linha tem %3.</translation>
    </message>
    <message>
        <source>its value is not JSON</source>
        <translation>o valor não é JSON</translation>
    </message>
    <message>
        <source>its value is JSON, but no object</source>
        <translation>o valor é JSON, mas não um objeto</translation>
    </message>
    <message>
        <source>the key has the type %1</source>
        <extracomment>%1 is a type of Redis, such as &quot;list&quot;</extracomment>
        <translation>a chave é do tipo %1</translation>
    </message>
    <message>
        <source>In the cache, %1 cannot be read: %2.</source>
        <extracomment>%1 is which cache entry, %2 is why it cannot be read</extracomment>
        <translation>No cache, %1 não pode ser lida: %2.</translation>
    </message>
    <message>
        <source>In the cache, %1 never expires.</source>
        <extracomment>%1 is which cache entry</extracomment>
        <translation>No cache, %1 nunca expira.</translation>
    </message>
    <message>
        <source>Its queues still hold %1 outgoing and %2 failed messages.</source>
        <extracomment>%1 is a number of outgoing messages, %2 a number of failed messages</extracomment>
        <translation>As filas dela ainda guardam %1 mensagens de saída e %2 que falharam.</translation>
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
        <translation>%1 não respondeu a tempo. Tente de novo, ou consulte o diagnóstico.</translation>
    </message>
</context>
<context>
    <name>steward::ChecklistModel</name>
    <message>
        <source>Step</source>
        <translation>Passo</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>What came of it</source>
        <translation>O que aconteceu</translation>
    </message>
</context>
<context>
    <name>steward::ChooseStep</name>
    <message>
        <source>Reading the three stores, and asking the server&apos;s memory of each duplicate…</source>
        <translation>Lendo as três bases e consultando a memória do servidor sobre cada duplicada…</translation>
    </message>
    <message numerus="yes">
        <source>%n instance(s)</source>
        <translation>
            <numerusform>%Ln instância</numerusform>
            <numerusform>%Ln instâncias</numerusform>
        </translation>
    </message>
    <message>
        <source>Needs your decision</source>
        <translation>Precisa da sua decisão</translation>
    </message>
    <message>
        <source>You keep %1</source>
        <extracomment>%1 is the end of an instance&apos;s name</extracomment>
        <translation>Você mantém %1</translation>
    </message>
    <message>
        <source>Steward keeps %1</source>
        <translation>O Steward mantém %1</translation>
    </message>
    <message>
        <source>Nothing changes.</source>
        <translation>Nada muda.</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n group(s) chosen</source>
        <extracomment>%1 is how many groups of duplicates are chosen, %n how many there are</extracomment>
        <translation>
            <numerusform>%1 de %Ln grupo escolhido</numerusform>
            <numerusform>%1 de %Ln grupos escolhidos</numerusform>
        </translation>
    </message>
    <message>
        <source>There are no duplicates.</source>
        <translation>Não há duplicadas.</translation>
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
            <numerusform>%Ln oculta, que fica como está</numerusform>
            <numerusform>%Ln ocultas, que ficam como estão</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n group(s) stay as they are</source>
        <translation>
            <numerusform>%Ln grupo fica como está</numerusform>
            <numerusform>%Ln grupos ficam como estão</numerusform>
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
        <translation>Opções:</translation>
    </message>
    <message>
        <source>Examples:</source>
        <translation>Exemplos:</translation>
    </message>
    <message>
        <source>Without --profile or --practice these variables say where the stores are: %1.</source>
        <extracomment>%1 lists the names of variables</extracomment>
        <translation>Sem --profile nem --practice, estas variáveis dizem onde estão as bases: %1.</translation>
    </message>
    <message>
        <source>STEWARD_CA_FILE adds certificate authorities to the system&apos;s. For one store alone, in place of these: %1. A client certificate for Redis: %2.</source>
        <extracomment>%1 and %2 list the names of variables</extracomment>
        <translation>STEWARD_CA_FILE acrescenta autoridades certificadoras às do sistema. Para uma só base, em lugar dessas: %1. Um certificado de cliente para o Redis: %2.</translation>
    </message>
    <message>
        <source>STEWARD_DATABASE_OWNER_URL has the credentials of the tables&apos; owner, for the guards only.</source>
        <translation>STEWARD_DATABASE_OWNER_URL tem as credenciais do dono das tabelas, só para as salvaguardas.</translation>
    </message>
    <message>
        <source>The journal is in the data directory; “journal list” and “journal verify” need no stores.</source>
        <translation>O diário fica na pasta de dados; “journal list” e “journal verify” não precisam das bases.</translation>
    </message>
    <message>
        <source>Exit codes: 0 done; 1 an error, or a store that was not read; 2 problems of warning or worse, a guard that is missing, or a plan that was not applied; 3 something was written and not all of it is done; 4 refused before anything was written.</source>
        <translation>Códigos de saída: 0 feito; 1 um erro, ou uma base que não foi lida; 2 problemas de nível aviso ou pior, uma salvaguarda que falta, ou um plano que não foi aplicado; 3 algo foi gravado e nem tudo está feito; 4 recusado antes que algo fosse gravado.</translation>
    </message>
    <message>
        <source>Commands:</source>
        <translation>Comandos:</translation>
    </message>
    <message>
        <source>Options of every command:</source>
        <translation>Opções de todos os comandos:</translation>
    </message>
    <message>
        <source>“steward-cli help COMMAND” explains a command, with examples.</source>
        <translation>“steward-cli help COMMAND” explica um comando, com exemplos.</translation>
    </message>
    <message>
        <source>%1 names the proxy to the Evolution API server in place of the system&apos;s: http://HOST:PORT, socks5://HOST:PORT, or none.</source>
        <extracomment>%1 is the name of a variable</extracomment>
        <translation>%1 indica o proxy para o servidor da Evolution API, no lugar do proxy do sistema: http://HOST:PORTA, socks5://HOST:PORTA ou none.</translation>
    </message>
</context>
<context>
    <name>steward::CommandLine</name>
    <message>
        <source>Did you mean %1?</source>
        <extracomment>%1 lists words such as &quot;audit&quot;, &quot;apply&quot; of which one may have been meant; a blank stands before</extracomment>
        <translation>Você quis dizer %1?</translation>
    </message>
    <message>
        <source>See steward-cli --help.</source>
        <translation>Veja steward-cli --help.</translation>
    </message>
    <message>
        <source>There is no command %1.</source>
        <extracomment>%1 is the word that was typed</extracomment>
        <translation>Não há um comando %1.</translation>
    </message>
    <message>
        <source>%2 has no option %1.</source>
        <extracomment>%1 is an option such as --memory, %2 a command such as &quot;show&quot;</extracomment>
        <translation>%2 não tem a opção %1.</translation>
    </message>
    <message>
        <source>%1 takes no further word, such as “%2”.</source>
        <extracomment>%1 is a command such as &quot;plan clean&quot;, %2 what was typed after it</extracomment>
        <translation>%1 não leva mais nenhuma palavra, como “%2”.</translation>
    </message>
    <message>
        <source>%1 needs the name of at least one instance.</source>
        <extracomment>%1 is a command such as &quot;plan delete&quot;</extracomment>
        <translation>%1 precisa do nome de ao menos uma instância.</translation>
    </message>
    <message>
        <source>%1 takes exactly one %2.</source>
        <extracomment>%1 is a command such as &quot;show&quot;, %2 what it needs after it, such as &quot;NAME&quot; or &quot;FILE&quot;</extracomment>
        <translation>%1 leva exatamente um %2.</translation>
    </message>
    <message>
        <source>No command was given. See steward-cli --help.</source>
        <translation>Nenhum comando foi dado. Veja steward-cli --help.</translation>
    </message>
    <message>
        <source>%1 needs one of these after it: %2.</source>
        <extracomment>%1 is a command such as &quot;journal&quot;, %2 lists words such as &quot;list, verify&quot;</extracomment>
        <translation>%1 precisa de um destes em seguida: %2.</translation>
    </message>
    <message>
        <source>create needs either --organization or --from FILE.</source>
        <translation>create precisa de --organization ou de --from FILE.</translation>
    </message>
    <message>
        <source>--if-exists takes fail, reuse or replace.</source>
        <translation>--if-exists aceita fail, reuse ou replace.</translation>
    </message>
    <message>
        <source>%1 is empty. Say what is meant, or leave it out.</source>
        <extracomment>%1 is an option such as --profile</extracomment>
        <translation>%1 está vazio. Diga o que se quer dizer ou deixe de fora.</translation>
    </message>
    <message>
        <source>--name is empty. Leave it out, and Steward makes a name.</source>
        <translation>--name está vazio. Deixe de fora, e o Steward cria um nome.</translation>
    </message>
    <message>
        <source>create takes --yes and --confirm only with --if-exists replace, and --dry-run only with that or with --from FILE.</source>
        <translation>create aceita --yes e --confirm só com --if-exists replace, e --dry-run só com isso ou com --from FILE.</translation>
    </message>
    <message>
        <source>repair takes only one of --organization, --use-phone and --row, and no --finding with it.</source>
        <translation>repair aceita só um de --organization, --use-phone e --row, e nenhum --finding junto.</translation>
    </message>
    <message>
        <source>repair takes exactly one name with --organization or --use-phone.</source>
        <translation>repair leva exatamente um nome com --organization ou --use-phone.</translation>
    </message>
    <message>
        <source>repair --row ID takes either --set-name NAME or --remove, and no name of an instance.</source>
        <translation>repair --row ID leva --set-name NAME ou --remove, e nenhum nome de instância.</translation>
    </message>
    <message>
        <source>--row takes the ID of a row, as the plan of a repair shows it.</source>
        <translation>--row leva o ID de uma linha, como o plano de um reparo mostra.</translation>
    </message>
    <message>
        <source>--set-name takes the name of an instance.</source>
        <translation>--set-name leva o nome de uma instância.</translation>
    </message>
    <message>
        <source>--organization takes the ID of an organization.</source>
        <translation>--organization leva o ID de uma organização.</translation>
    </message>
    <message>
        <source>There is no finding called %1.</source>
        <extracomment>%1 is what was typed instead of a finding&apos;s code</extracomment>
        <translation>Não há um problema chamado %1.</translation>
    </message>
    <message>
        <source>There is no option %1.</source>
        <extracomment>%1 is an option that was typed, such as --memroy</extracomment>
        <translation>Não há a opção %1.</translation>
    </message>
    <message>
        <source>Use either --profile or --practice, not both.</source>
        <translation>Use --profile ou --practice, não ambos.</translation>
    </message>
    <message>
        <source>The command ended without a result.</source>
        <translation>O comando terminou sem resultado.</translation>
    </message>
</context>
<context>
    <name>steward::CommandTable</name>
    <message>
        <source>Do it without asking, where the plan asks for no text.</source>
        <translation>Fazer sem perguntar, onde o plano não pede um texto.</translation>
    </message>
    <message>
        <source>Do it without asking: the text that the plan asks for.</source>
        <translation>Fazer sem perguntar: o texto que o plano pede.</translation>
    </message>
    <message>
        <source>Show the plan and change nothing.</source>
        <translation>Mostrar o plano e não mudar nada.</translation>
    </message>
    <message>
        <source>Save the plan there, for “apply”.</source>
        <translation>Salvar o plano ali, para “apply”.</translation>
    </message>
    <message>
        <source>Also delete leftover keys of these names from the cache.</source>
        <translation>Excluir também do cache as chaves que sobraram destes nomes.</translation>
    </message>
    <message>
        <source>Only this organization; may be given several times.</source>
        <translation>Só esta organização; pode ser dada várias vezes.</translation>
    </message>
    <message>
        <source>Keep this instance of its organization; may be given several times.</source>
        <translation>Manter esta instância da organização dela; pode ser dada várias vezes.</translation>
    </message>
    <message>
        <source>Only this problem; may be given several times.</source>
        <translation>Só este problema; pode ser dado várias vezes.</translation>
    </message>
    <message>
        <source>Also check and set the webhooks.</source>
        <translation>Verificar e definir também os webhooks.</translation>
    </message>
    <message>
        <source>The instance belongs to this organization.</source>
        <translation>A instância pertence a esta organização.</translation>
    </message>
    <message>
        <source>The phone that is linked is the right one.</source>
        <translation>O celular que está conectado é o certo.</translation>
    </message>
    <message>
        <source>The row that --set-name or --remove is about.</source>
        <translation>A linha de que tratam --set-name ou --remove.</translation>
    </message>
    <message>
        <source>The row is the one of this instance.</source>
        <translation>A linha é a desta instância.</translation>
    </message>
    <message>
        <source>Remove the row, where nothing is left of what it names.</source>
        <translation>Remover a linha, se nada resta do que ela aponta.</translation>
    </message>
    <message>
        <source>The organization that the instance is for.</source>
        <translation>A organização para a qual é a instância.</translation>
    </message>
    <message>
        <source>Its clinic; otherwise its first active one.</source>
        <translation>A clínica; senão, a primeira ativa.</translation>
    </message>
    <message>
        <source>The instance&apos;s name; otherwise Steward makes one.</source>
        <translation>O nome da instância; senão, o Steward cria um.</translation>
    </message>
    <message>
        <source>The number that will be paired, with country code.</source>
        <translation>O número que será pareado, com código do país.</translation>
    </message>
    <message>
        <source>What to do where the organization has an instance: fail, reuse or replace.</source>
        <translation>O que fazer se a organização já tem uma instância: fail, reuse ou replace.</translation>
    </message>
    <message>
        <source>Checks each store: reachable, credentials, rights; with cause and cure.</source>
        <translation>Verifica cada base: acessível, credenciais, direitos; com causa e solução.</translation>
    </message>
    <message>
        <source>Reads the three stores and says what disagrees, why, and what mends it.</source>
        <translation>Lê as três bases e diz o que não concorda, por quê, e o que resolve.</translation>
    </message>
    <message>
        <source>Also look for leftover keys in the cache.</source>
        <translation>Procurar também chaves que sobraram no cache.</translation>
    </message>
    <message>
        <source>Also ask the server&apos;s memory for each instance.</source>
        <translation>Consultar também a memória do servidor sobre cada instância.</translation>
    </message>
    <message>
        <source>Also ask for the webhook of each instance.</source>
        <translation>Consultar também o webhook de cada instância.</translation>
    </message>
    <message>
        <source>All three. Only then is an instance called working.</source>
        <translation>Os três. Só assim se diz que uma instância funciona.</translation>
    </message>
    <message>
        <source>Lists the rows that match, one on a line: words in any order, digits of a phone, and state:, organization:, phone:, problem:, since:&gt;30d, store: as the window&apos;s filter takes them.</source>
        <translation>Lista as linhas encontradas, uma por linha de texto: palavras em qualquer ordem, dígitos de um telefone, e state:, organization:, phone:, problem:, since:&gt;30d, store: como no filtro da janela.</translation>
    </message>
    <message>
        <source>Shows one instance in all three stores. The end of its name, or the name or ID of its organization, is enough where only one instance has it.</source>
        <translation>Mostra uma instância nas três bases. O fim do nome, ou o nome ou ID da organização, basta se só uma instância o tem.</translation>
    </message>
    <message>
        <source>Lists the profiles that --profile takes.</source>
        <translation>Lista os perfis que --profile aceita.</translation>
    </message>
    <message>
        <source>Creates one instance for an organization that has none, and proves it in all three stores.</source>
        <translation>Cria uma instância para uma organização que não tem nenhuma, e a comprova nas três bases.</translation>
    </message>
    <message>
        <source>Shows the code that the phone scans, until the phone is linked.</source>
        <translation>Mostra o código que o celular escaneia, até o celular estar conectado.</translation>
    </message>
    <message>
        <source>Show characters to type on the phone of this number instead.</source>
        <translation>Mostrar em vez disso caracteres para digitar no celular deste número.</translation>
    </message>
    <message>
        <source>How long to wait for the phone.</source>
        <translation>Quanto tempo esperar pelo celular.</translation>
    </message>
    <message>
        <source>Shows what deleting these instances would change. Changes nothing.</source>
        <translation>Mostra o que mudaria ao excluir estas instâncias. Não muda nada.</translation>
    </message>
    <message>
        <source>Shows which duplicates would be deleted and which instance is kept. Changes nothing.</source>
        <translation>Mostra quais duplicadas seriam excluídas e qual instância é mantida. Não muda nada.</translation>
    </message>
    <message>
        <source>Shows which problems would be repaired and how. Changes nothing.</source>
        <translation>Mostra quais problemas seriam reparados e como. Não muda nada.</translation>
    </message>
    <message>
        <source>Does what a saved plan shows, as far as it still holds.</source>
        <translation>Faz o que um plano salvo mostra, até onde ainda vale.</translation>
    </message>
    <message>
        <source>Deletes instances from all three stores, proves it and notifies the workers.</source>
        <translation>Exclui instâncias das três bases, comprova e avisa os programas de mensagens.</translation>
    </message>
    <message>
        <source>Deletes each organization&apos;s duplicates and keeps the instance that works.</source>
        <translation>Exclui as duplicadas de cada organização e mantém a instância que funciona.</translation>
    </message>
    <message>
        <source>Repairs what the audit found, or says who has to.</source>
        <translation>Repara o que a leitura encontrou, ou diz quem precisa fazer isso.</translation>
    </message>
    <message>
        <source>Logs the phone out and switches the row off. Nothing is deleted.</source>
        <translation>Desconecta o celular e desativa a linha. Nada é excluído.</translation>
    </message>
    <message>
        <source>Switches the row on again, with a new instance where there is none.</source>
        <translation>Ativa a linha de novo, com uma nova instância onde não há nenhuma.</translation>
    </message>
    <message>
        <source>Logs the phone out. Instance and row stay.</source>
        <translation>Desconecta o celular. Instância e linha ficam.</translation>
    </message>
    <message>
        <source>Deletes the instance and creates it again under the same name. Its phone has to be paired again.</source>
        <translation>Exclui a instância e a cria de novo com o mesmo nome. O celular precisa ser pareado de novo.</translation>
    </message>
    <message>
        <source>Protects instances: no plan changes them.</source>
        <translation>Protege instâncias: nenhum plano as muda.</translation>
    </message>
    <message>
        <source>Removes the protection again.</source>
        <translation>Remove a proteção.</translation>
    </message>
    <message>
        <source>Shows what protects the database against duplicates, and what prevents it.</source>
        <translation>Mostra o que protege o banco de dados contra duplicadas, e o que impede isso.</translation>
    </message>
    <message>
        <source>Prints the SQL of the guards, to read it or to hand it to the tables&apos; owner.</source>
        <translation>Escreve o SQL das salvaguardas, para ler ou para entregar ao dono das tabelas.</translation>
    </message>
    <message>
        <source>Adds the guards that are missing, after showing what changes.</source>
        <translation>Adiciona as salvaguardas que faltam, depois de mostrar o que muda.</translation>
    </message>
    <message>
        <source>This role may still call the functions; may be given several times.</source>
        <translation>Este papel ainda pode chamar as funções; pode ser dado várias vezes.</translation>
    </message>
    <message>
        <source>Lists what Steward did from this computer, and what is under way.</source>
        <translation>Lista o que o Steward fez a partir deste computador, e o que está em andamento.</translation>
    </message>
    <message>
        <source>Finishes what was interrupted, as far as it still holds.</source>
        <translation>Conclui o que foi interrompido, até onde ainda vale.</translation>
    </message>
    <message>
        <source>Brings back the rows that an operation deleted: switched off and with new tokens.</source>
        <translation>Traz de volta as linhas que uma operação excluiu: desativadas e com novos tokens.</translation>
    </message>
    <message>
        <source>Switched on instead, each with a new instance. Its phone has to be paired again.</source>
        <translation>Em vez disso ativadas, cada uma com uma nova instância. O celular precisa ser pareado de novo.</translation>
    </message>
    <message>
        <source>Checks that the journal is complete and unchanged.</source>
        <translation>Verifica se o diário está completo e inalterado.</translation>
    </message>
    <message>
        <source>Explains a command, with examples.</source>
        <translation>Explica um comando, com exemplos.</translation>
    </message>
    <message>
        <source>The profile whose stores are meant, by name or ID.</source>
        <translation>O perfil cujas bases valem, por nome ou ID.</translation>
    </message>
    <message>
        <source>The practice stores, which need no server.</source>
        <translation>As bases de prática, que não precisam de servidor.</translation>
    </message>
    <message>
        <source>Where profiles, journal and log are kept.</source>
        <translation>Onde ficam perfis, diário e registro.</translation>
    </message>
    <message>
        <source>Speak en, pt_BR or es. Otherwise what STEWARD_LANG says, or the system (LANG).</source>
        <translation>Falar en, pt_BR ou es. Senão, o que STEWARD_LANG diz, ou o sistema (LANG).</translation>
    </message>
    <message>
        <source>Print one JSON document.</source>
        <translation>Escrever um documento JSON.</translation>
    </message>
    <message>
        <source>Write the details behind each error to stderr, without secrets.</source>
        <translation>Escrever em stderr os detalhes por trás de cada erro, sem segredos.</translation>
    </message>
    <message>
        <source>Explain the command.</source>
        <translation>Explicar o comando.</translation>
    </message>
    <message>
        <source>Tell the versions of the program and its libraries.</source>
        <translation>Dizer as versões do programa e de suas bibliotecas.</translation>
    </message>
    <message>
        <source>Prints what whoever helps has to know: versions, settings, journal and log, without a secret.</source>
        <translation>Escreve o que precisa saber quem ajuda: versões, ajustes, diário e registro, sem nenhum segredo.</translation>
    </message>
    <message>
        <source>A CSV file with the columns organization (name or ID), clinic_id, name and phone: one instance for each line.</source>
        <translation>Um arquivo CSV com as colunas organization (nome ou ID), clinic_id, name e phone: uma instância por linha.</translation>
    </message>
    <message>
        <source>Reads again and again and tells each change once: an organization that is not connected any more, a pairing that sticks, a new duplicate, a store that cannot be read. Ctrl+C ends it.</source>
        <translation>Lê de tempos em tempos e avisa cada mudança uma vez: uma organização que não está mais conectada, um pareamento parado, uma nova duplicada, uma base que não pode ser lida. Ctrl+C termina.</translation>
    </message>
    <message>
        <source>Only what this view shows: all, attention, connected, disconnected, pairing, protected, or one that was saved in the window.</source>
        <translation>Só o que esta vista mostra: all, attention, connected, disconnected, pairing, protected, ou uma que foi salva na janela.</translation>
    </message>
    <message>
        <source>Run it for each change, with the change on its standard input.</source>
        <translation>Executar isto a cada mudança, com a mudança na entrada padrão.</translation>
    </message>
    <message>
        <source>Writes profiles as a file for a team, all or those that are named, without secrets.</source>
        <translation>Grava perfis em um arquivo para uma equipe, todos ou os indicados, sem segredos.</translation>
    </message>
    <message>
        <source>Save them there instead of printing them.</source>
        <translation>Salva-os ali em vez de mostrá-los.</translation>
    </message>
    <message>
        <source>Takes over the profiles of a file that was exported. Those that are here already stay.</source>
        <translation>Importa os perfis de um arquivo exportado. Os que já estão aqui ficam como estão.</translation>
    </message>
    <message>
        <source>Where the server sends messages, with {webhook_token} or {instance_name} in it; without it the address stays.</source>
        <translation>Para onde o servidor envia mensagens, com {webhook_token} ou {instance_name}; sem isso, o endereço fica como está.</translation>
    </message>
    <message>
        <source>Send this event, and only those given; may be given several times. Without it the events stay.</source>
        <translation>Enviar este evento, e só os indicados; pode ser repetido. Sem isso, os eventos ficam como estão.</translation>
    </message>
    <message>
        <source>Sets the address and the events of the instances&apos; webhooks.</source>
        <translation>Define o endereço e os eventos dos webhooks das instâncias.</translation>
    </message>
    <message>
        <source>Restarts connected instances. The connection drops for a moment.</source>
        <translation>Reinicia instâncias conectadas. A conexão cai por um momento.</translation>
    </message>
</context>
<context>
    <name>steward::CompareView</name>
    <message>
        <source>&amp;Only differences</source>
        <translation>&amp;Só diferenças</translation>
    </message>
    <message>
        <source>Records of the three stores</source>
        <translation>Registros das três bases</translation>
    </message>
    <message numerus="yes">
        <source>%n of %1 differ</source>
        <extracomment>%n is how many of %1 fields differ between the stores</extracomment>
        <translation>
            <numerusform>%Ln de %1 difere</numerusform>
            <numerusform>%Ln de %1 diferem</numerusform>
        </translation>
    </message>
    <message>
        <source>What the stores say of it agrees.</source>
        <translation>O que as bases dizem dela concorda.</translation>
    </message>
    <message>
        <source>No difference</source>
        <translation>Sem diferença</translation>
    </message>
</context>
<context>
    <name>steward::ComponentsPage</name>
    <message>
        <source>Buttons</source>
        <translation>Botões</translation>
    </message>
    <message>
        <source>Primary</source>
        <translation>Primário</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>Padrão</translation>
    </message>
    <message>
        <source>Ghost</source>
        <translation>Fantasma</translation>
    </message>
    <message>
        <source>Delete 6</source>
        <translation>Excluir 6</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menu</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Desligado</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Excluir…</translation>
    </message>
    <message>
        <source>Hover</source>
        <translation>Sob o ponteiro</translation>
    </message>
    <message>
        <source>Focus</source>
        <translation>Em foco</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>Ler de novo</translation>
    </message>
    <message>
        <source>Small 28</source>
        <translation>Pequeno 28</translation>
    </message>
    <message>
        <source>Default 32</source>
        <translation>Padrão 32</translation>
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
        <translation>Erro</translation>
    </message>
    <message>
        <source>Clínica Boa Semente</source>
        <translation>Clínica Boa Semente</translation>
    </message>
    <message>
        <source>On</source>
        <translation>Ligado</translation>
    </message>
    <message>
        <source>Some</source>
        <translation>Alguns</translation>
    </message>
    <message>
        <source>One</source>
        <translation>Um</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Outro</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Letra</translation>
    </message>
    <message>
        <source>28 Number, headline</source>
        <translation>28 Número, título</translation>
    </message>
    <message>
        <source>20 Page title</source>
        <translation>20 Título da página</translation>
    </message>
    <message>
        <source>15 Section title</source>
        <translation>15 Título da seção</translation>
    </message>
    <message>
        <source>13 Body,</source>
        <translation>13 Texto,</translation>
    </message>
    <message>
        <source>13 strong,</source>
        <translation>13 forte,</translation>
    </message>
    <message>
        <source>13 quiet</source>
        <translation>13 discreto</translation>
    </message>
    <message>
        <source>12 Pill, count, help</source>
        <translation>12 Etiqueta, contagem, ajuda</translation>
    </message>
    <message>
        <source>11 Label</source>
        <translation>11 Rótulo</translation>
    </message>
    <message>
        <source>Rings and lines</source>
        <translation>Anéis e linhas</translation>
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
        <translation>Pareando</translation>
    </message>
    <message>
        <source>Not on server</source>
        <translation>Ausente</translation>
    </message>
    <message>
        <source>Not read</source>
        <translation>Não lido</translation>
    </message>
    <message>
        <source>Store indicators</source>
        <translation>Sinais das bases</translation>
    </message>
    <message>
        <source>All agree</source>
        <translation>Todas concordam</translation>
    </message>
    <message>
        <source>Only on the server</source>
        <translation>Só no servidor</translation>
    </message>
    <message>
        <source>Database differs, a warning</source>
        <translation>Banco de dados difere, um aviso</translation>
    </message>
    <message>
        <source>Database differs, an error</source>
        <translation>Banco de dados difere, um erro</translation>
    </message>
    <message>
        <source>Server not read</source>
        <translation>Servidor não lido</translation>
    </message>
    <message>
        <source>Severity and steps</source>
        <translation>Gravidade e passos</translation>
    </message>
    <message>
        <source>Done and proven</source>
        <translation>Feito e comprovado</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Aviso</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>Trabalhando</translation>
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
        <translation>Ambientes</translation>
    </message>
    <message>
        <source>PRODUCTION</source>
        <translation>PRODUÇÃO</translation>
    </message>
    <message>
        <source>STAGING</source>
        <translation>HOMOLOGAÇÃO</translation>
    </message>
    <message>
        <source>DEVELOPMENT</source>
        <translation>DESENVOLVIMENTO</translation>
    </message>
    <message>
        <source>PRACTICE</source>
        <translation>PRÁTICA</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Cores</translation>
    </message>
    <message>
        <source>Banners</source>
        <translation>Faixas</translation>
    </message>
    <message>
        <source>The server cannot be reached</source>
        <translation>O servidor não pode ser alcançado</translation>
    </message>
    <message>
        <source>Nobody answers at wa.clinics.example.</source>
        <translation>Ninguém responde em wa.clinics.example.</translation>
    </message>
    <message>
        <source>One operation was interrupted</source>
        <translation>Uma operação foi interrompida</translation>
    </message>
    <message>
        <source>One step is left.</source>
        <translation>Falta um passo.</translation>
    </message>
    <message>
        <source>3 updates are waiting</source>
        <translation>3 atualizações esperam</translation>
    </message>
    <message>
        <source>Toasts</source>
        <translation>Mensagens breves</translation>
    </message>
    <message>
        <source>Protected Clínica Vida Plena</source>
        <translation>Clínica Vida Plena protegida</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Desfazer</translation>
    </message>
    <message>
        <source>Plan saved</source>
        <translation>Plano salvo</translation>
    </message>
    <message>
        <source>Show file</source>
        <translation>Mostrar arquivo</translation>
    </message>
    <message>
        <source>Dialog, only for files and passwords</source>
        <translation>Diálogo, só para arquivos e senhas</translation>
    </message>
</context>
<context>
    <name>steward::ConnectionRules</name>
    <message>
        <source>The server lists it (%1) but does not run it, so it does not work.</source>
        <extracomment>%1 is a connection state of the server&apos;s list, such as &quot;connected&quot;</extracomment>
        <translation>O servidor a lista (%1) mas não a executa, então ela não funciona.</translation>
    </message>
    <message>
        <source>The server does not list it. Asked by name, the server knows it but says no state.</source>
        <translation>O servidor não a lista. Perguntado pelo nome, o servidor a conhece mas não diz o estado.</translation>
    </message>
    <message>
        <source>The server runs it (%1) but does not list it.</source>
        <extracomment>%1 is a connection state of the server&apos;s memory, such as &quot;connected&quot;</extracomment>
        <translation>O servidor a executa (%1) mas não a lista.</translation>
    </message>
    <message>
        <source>The server lists it as disconnected but runs it as connected, asked twice. After a restart its phone may have to be paired again.</source>
        <translation>O servidor a lista como desconectada mas a executa como conectada, perguntado duas vezes. Depois de um reinício talvez seja preciso parear o celular de novo.</translation>
    </message>
    <message>
        <source>On the server it is %1, but the status in its row is %2.</source>
        <extracomment>%1 is a connection state such as &quot;connected&quot;, %2 a status text such as &quot;pending&quot;</extracomment>
        <translation>No servidor ela está %1, mas o status na linha é %2.</translation>
    </message>
    <message>
        <source>The connected phone is %1. Expected is %2.</source>
        <extracomment>%1 and %2 are phone numbers</extracomment>
        <translation>O celular conectado é %1. O esperado é %2.</translation>
    </message>
    <message>
        <source>The connected phone is %1, but its row says %2.</source>
        <extracomment>%1 and %2 are phone numbers</extracomment>
        <translation>O celular conectado é %1, mas a linha diz %2.</translation>
    </message>
    <message>
        <source>It was paired with %1, but no phone is connected now.</source>
        <extracomment>%1 is a phone number</extracomment>
        <translation>Foi pareada com %1, mas nenhum celular está conectado agora.</translation>
    </message>
    <message>
        <source>It was connected once, but no phone is connected now.</source>
        <translation>Já esteve conectada, mas nenhum celular está conectado agora.</translation>
    </message>
    <message numerus="yes">
        <source>It has waited for a phone for %n minute(s).</source>
        <translation>
            <numerusform>Espera um celular há %Ln minuto.</numerusform>
            <numerusform>Espera um celular há %Ln minutos.</numerusform>
        </translation>
    </message>
    <message>
        <source>Its phone is connected, but its row is switched off (status %1).</source>
        <extracomment>%1 is a status text such as &quot;disabled&quot;</extracomment>
        <translation>O celular está conectado, mas a linha está desativada (status %1).</translation>
    </message>
</context>
<context>
    <name>steward::ConnectionSettings</name>
    <message>
        <source>The database address is not of the form postgresql://user:password@host:port/database. Write special characters in the password percent-encoded, such as %40 for an at sign.</source>
        <translation>O endereço do banco de dados não tem a forma postgresql://usuário:senha@host:porta/banco. Escreva caracteres especiais da senha codificados com %, como %40 para uma arroba.</translation>
    </message>
    <message>
        <source>The Redis address is not of the form redis://, rediss:// or unix://, user:password@host:port/number. Write special characters in the password percent-encoded, such as %40 for an at sign.</source>
        <translation>O endereço do Redis não tem a forma redis://, rediss:// ou unix://, usuário:senha@host:porta/número. Escreva caracteres especiais da senha codificados com %, como %40 para uma arroba.</translation>
    </message>
    <message>
        <source>The database address has a parameter that is not supported: %1. Remove it.</source>
        <extracomment>%1 is the parameter&apos;s name</extracomment>
        <translation>O endereço do banco de dados tem um parâmetro que não é aceito: %1. Remova-o.</translation>
    </message>
    <message>
        <source>The parameter %1 of the database address has a value that is not known.</source>
        <extracomment>%1 is the parameter&apos;s name</extracomment>
        <translation>O parâmetro %1 do endereço do banco de dados tem um valor que não é conhecido.</translation>
    </message>
    <message>
        <source>The Redis address ends in something that is not a database number.</source>
        <translation>O endereço do Redis termina em algo que não é o número de um banco.</translation>
    </message>
    <message>
        <source>The Evolution API server&apos;s address is not of the form https://host or http://host.</source>
        <translation>O endereço do servidor Evolution API não tem a forma https://host ou http://host.</translation>
    </message>
    <message>
        <source>The Evolution API server&apos;s address holds a user or a password. Remove it: the API key is enough.</source>
        <translation>O endereço do servidor Evolution API contém um usuário ou uma senha. Remova: a chave de API basta.</translation>
    </message>
    <message>
        <source>The Evolution API server&apos;s address goes on after its path. Remove what begins with ? or #.</source>
        <translation>O endereço do servidor Evolution API continua depois do caminho. Remova o que começa com ? ou #.</translation>
    </message>
    <message>
        <source>The database address needs a host, a user and a database&apos;s name.</source>
        <translation>O endereço do banco de dados precisa de um host, um usuário e o nome de um banco.</translation>
    </message>
    <message>
        <source>The Redis address names no socket. It has the form unix:///path/to/redis.sock.</source>
        <translation>O endereço do Redis não diz qual socket. Ele tem a forma unix:///caminho/para/redis.sock.</translation>
    </message>
    <message>
        <source>The Redis address names no host.</source>
        <translation>O endereço do Redis não diz qual host.</translation>
    </message>
    <message>
        <source>The Redis address has a parameter that is not supported: %1. Remove it.</source>
        <extracomment>%1 is the parameter&apos;s name</extracomment>
        <translation>O endereço do Redis tem um parâmetro que não é aceito: %1. Remova-o.</translation>
    </message>
</context>
<context>
    <name>steward::Console</name>
    <message>
        <source>%1 read, %2 in %3</source>
        <extracomment>%1 is a store&apos;s name, %2 a number of records, %3 a time such as &quot;0.4 s&quot;</extracomment>
        <translation>%1: lido, %2 em %3</translation>
    </message>
    <message>
        <source>%1: NOT READ. %2</source>
        <extracomment>%1 is a store&apos;s name, %2 a sentence that says why</extracomment>
        <translation>%1: NÃO LIDO. %2</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Servidor</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Banco de dados</translation>
    </message>
    <message>
        <source>Cache</source>
        <translation>Cache</translation>
    </message>
    <message>
        <source>The server is still starting: it does not run most of its instances yet. Nothing is concluded from that; read again in a minute.</source>
        <translation>O servidor ainda está iniciando: ainda não executa a maioria das instâncias. Nada se conclui disso; leia de novo em um minuto.</translation>
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
        <translation>%1: não lido</translation>
    </message>
    <message>
        <source>unchanged %1</source>
        <extracomment>Below a number: %1 is &quot;since yesterday&quot;</extracomment>
        <translation>sem mudança %1</translation>
    </message>
</context>
<context>
    <name>steward::CreateCommand</name>
    <message>
        <source>%1 is already there, in all three stores.</source>
        <extracomment>%1 is an instance&apos;s name</extracomment>
        <translation>%1 já existe, nas três bases.</translation>
    </message>
    <message>
        <source>Created %1. All three stores have it.</source>
        <translation>%1 foi criada. As três bases a têm.</translation>
    </message>
    <message numerus="yes">
        <source>%n instance(s) would be created.</source>
        <extracomment>%n is how many instances would be created</extracomment>
        <translation>
            <numerusform>%Ln instância seria criada.</numerusform>
            <numerusform>%Ln instâncias seriam criadas.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::CreateReplacing</name>
    <message>
        <source>Somebody is changing this organization right now: it was read twice, and the readings differ. Nothing was changed. Try again and look at the plan.</source>
        <translation>Alguém está mudando esta organização agora: foi lida duas vezes, e as leituras diferem. Nada foi mudado. Tente de novo e olhe o plano.</translation>
    </message>
    <message>
        <source>This organization has no instance yet, so there is nothing to replace. An instance would only be created.</source>
        <translation>Esta organização ainda não tem instância, então não há nada a substituir. Só seria criada uma instância.</translation>
    </message>
    <message>
        <source>Once that is deleted, %1 is created for %2, with webhook, row and cache entries, and the workers are notified. Its phone has to be paired then.</source>
        <extracomment>%1 is an instance&apos;s name, %2 that of an organization</extracomment>
        <translation>Quando isso estiver excluído, %1 é criada para %2, com webhook, linha e entradas do cache, e os programas de mensagens são avisados. Então o celular precisa ser pareado.</translation>
    </message>
</context>
<context>
    <name>steward::Creation</name>
    <message>
        <source>Create an instance for %1</source>
        <extracomment>%1 is an organization&apos;s name</extracomment>
        <translation>Criar uma instância para %1</translation>
    </message>
    <message>
        <source>Not begun, because an earlier line met a problem that concerns all of them: %1</source>
        <extracomment>%1 is a sentence that says what went wrong with an earlier line</extracomment>
        <translation>Não iniciado, porque uma linha anterior teve um problema que vale para todas: %1</translation>
    </message>
    <message>
        <source>The row that this instance was for is not there any more. Read again.</source>
        <translation>A linha para a qual era esta instância não existe mais. Leia de novo.</translation>
    </message>
    <message>
        <source>Somebody took or removed the organization&apos;s row while its instance was being created. Read again and see who works there.</source>
        <translation>Alguém tomou ou removeu a linha da organização enquanto a instância era criada. Leia de novo e veja quem trabalha ali.</translation>
    </message>
    <message>
        <source>The server says that this name is taken, although it does not list it: another client name has it. Choose another name, or ask the server&apos;s administrator.</source>
        <translation>O servidor diz que este nome já existe, embora não o liste: outro client name o tem. Escolha outro nome, ou pergunte ao administrador do servidor.</translation>
    </message>
    <message>
        <source>The server created the instance under another name, %1, so it is taken back. Choose another name.</source>
        <extracomment>%1 is an instance&apos;s name</extracomment>
        <translation>O servidor criou a instância com outro nome, %1, então ela é desfeita. Escolha outro nome.</translation>
    </message>
    <message>
        <source>The server did not say whether it created the instance, and does not answer now. Once it can be reached again, finish this from the journal.</source>
        <translation>O servidor não disse se criou a instância, e agora não responde. Quando puder ser alcançado de novo, conclua pelo diário.</translation>
    </message>
    <message>
        <source>The server said “created” but does not have the instance. Somebody may have created one of the same name just then; try again.</source>
        <translation>O servidor disse “created” mas não tem a instância. Alguém pode ter criado uma com o mesmo nome nesse momento; tente de novo.</translation>
    </message>
    <message>
        <source>Somebody created another instance of the same name just then. Read again.</source>
        <translation>Alguém criou outra instância com o mesmo nome nesse momento. Leia de novo.</translation>
    </message>
    <message>
        <source>The cache entries were written, but the cache has something else. Check the cache with the doctor.</source>
        <translation>As entradas do cache foram gravadas, mas o cache tem outra coisa. Verifique o cache com o diagnóstico.</translation>
    </message>
    <message>
        <source>The server did not keep the webhook, so nobody would receive the messages. Ask the server&apos;s administrator.</source>
        <translation>O servidor não guardou o webhook, então ninguém receberia as mensagens. Pergunte ao administrador do servidor.</translation>
    </message>
    <message>
        <source>Somebody else was faster: %1 is there now. Read again.</source>
        <extracomment>%1 is an instance&apos;s name</extracomment>
        <translation>Outra pessoa foi mais rápida: %1 já existe. Leia de novo.</translation>
    </message>
    <message>
        <source>The creation was interrupted while it was being taken back. Steward takes back the rest now.</source>
        <translation>A criação foi interrompida enquanto era desfeita. O Steward desfaz o resto agora.</translation>
    </message>
    <message>
        <source>This profile is read only, so nothing was created. Use a profile that may change the stores.</source>
        <translation>Este perfil é somente leitura, então nada foi criado. Use um perfil que possa mudar as bases.</translation>
    </message>
    <message>
        <source>%1 Steward looked for it then: the server neither lists nor runs the instance, so none was created.</source>
        <extracomment>%1 is a sentence that says what the server answered</extracomment>
        <translation>%1 O Steward a procurou então: o servidor não lista nem executa a instância, então nenhuma foi criada.</translation>
    </message>
</context>
<context>
    <name>steward::CreationCheck</name>
    <message>
        <source>A store was not read.</source>
        <translation>Uma base não foi lida.</translation>
    </message>
    <message>
        <source>Nothing is created while a store cannot be read completely: Steward would not see what is there already. %1</source>
        <extracomment>%1 is a sentence that says what went wrong</extracomment>
        <translation>Nada é criado enquanto uma base não pode ser lida por inteiro: o Steward não veria o que já existe. %1</translation>
    </message>
    <message>
        <source>The server is still starting. Try again in a minute.</source>
        <translation>O servidor ainda está iniciando. Tente de novo em um minuto.</translation>
    </message>
    <message>
        <source>The database has no such organization. Check the ID.</source>
        <translation>O banco de dados não tem essa organização. Confira o ID.</translation>
    </message>
    <message>
        <source>The organization has no such active clinic. Choose another clinic.</source>
        <translation>A organização não tem essa clínica ativa. Escolha outra clínica.</translation>
    </message>
    <message>
        <source>No instance can be created under the name in the row. Give the row a new name, or remove it. </source>
        <translation>Nenhuma instância pode ser criada com o nome que está na linha. Dê outro nome à linha, ou remova-a. </translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>Escolha outro nome.</translation>
    </message>
    <message>
        <source>The organization has the instance %1: the server runs it but does not list it. Ask the server&apos;s administrator.</source>
        <extracomment>%1 is an instance&apos;s name</extracomment>
        <translation>A organização tem a instância %1: o servidor a executa mas não a lista. Pergunte ao administrador do servidor.</translation>
    </message>
    <message>
        <source>The organization has an active row for %1, but the server has no such instance.</source>
        <extracomment>%1 is an instance&apos;s name</extracomment>
        <translation>A organização tem uma linha ativa para %1, mas o servidor não tem essa instância.</translation>
    </message>
    <message>
        <source>The server has the organization&apos;s instance %1, but no active row names it.</source>
        <extracomment>%1 is an instance&apos;s name</extracomment>
        <translation>O servidor tem a instância %1 da organização, mas nenhuma linha ativa aponta para ela.</translation>
    </message>
    <message>
        <source>The organization already has the instance %1, and it is connected.</source>
        <extracomment>%1 is an instance&apos;s name</extracomment>
        <translation>A organização já tem a instância %1, e ela está conectada.</translation>
    </message>
    <message>
        <source>The organization already has the instance %1. It is not connected.</source>
        <extracomment>%1 is an instance&apos;s name</extracomment>
        <translation>A organização já tem a instância %1. Ela não está conectada.</translation>
    </message>
    <message>
        <source>A row of %2 has the name %1. Choose another name.</source>
        <extracomment>%1 is an instance&apos;s name, %2 an organization&apos;s</extracomment>
        <translation>Uma linha de %2 tem o nome %1. Escolha outro nome.</translation>
    </message>
    <message>
        <source>A switched-off row has the name %1. Choose another name.</source>
        <extracomment>%1 is an instance&apos;s name</extracomment>
        <translation>Uma linha desativada tem o nome %1. Escolha outro nome.</translation>
    </message>
    <message>
        <source>The server runs an instance named %1 that it does not list. Choose another name.</source>
        <extracomment>%1 is an instance&apos;s name</extracomment>
        <translation>O servidor executa uma instância chamada %1 que não lista. Escolha outro nome.</translation>
    </message>
    <message>
        <source>The server already has an instance named %1. Choose another name.</source>
        <extracomment>%1 is an instance&apos;s name</extracomment>
        <translation>O servidor já tem uma instância chamada %1. Escolha outro nome.</translation>
    </message>
    <message>
        <source>There still is a cache entry for the name %1. Choose another name.</source>
        <extracomment>%1 is an instance&apos;s name</extracomment>
        <translation>Ainda há uma entrada do cache com o nome %1. Escolha outro nome.</translation>
    </message>
    <message>
        <source>The instance %2 of %3 already has the number %1.</source>
        <extracomment>%1 is a phone number, %2 an instance&apos;s name, %3 an organization&apos;s</extracomment>
        <translation>A instância %2 de %3 já tem o número %1.</translation>
    </message>
    <message>
        <source>The organization is not active.</source>
        <translation>A organização não está ativa.</translation>
    </message>
    <message>
        <source>The organization has no active clinic, so the instance belongs to none.</source>
        <translation>A organização não tem clínica ativa, então a instância não pertence a nenhuma.</translation>
    </message>
    <message>
        <source>The profile has no webhook address, so nobody will receive this instance&apos;s messages. Enter one in the profile (command line: STEWARD_WEBHOOK_URL); repair the instance then, if it is already there.</source>
        <translation>O perfil não tem endereço de webhook, então ninguém receberá as mensagens desta instância. Preencha um no perfil (linha de comando: STEWARD_WEBHOOK_URL); repare a instância depois, se ela já existir.</translation>
    </message>
    <message numerus="yes">
        <source>The server lists nothing, but %n active row(s) name an instance. So nothing new is created: Steward would not see what is there already. Check the profile and read again. If the server has really lost them, create their missing instances or disable their rows first.</source>
        <extracomment>%n is a number of rows</extracomment>
        <translation>
            <numerusform>O servidor não lista nada, mas %Ln linha ativa aponta para uma instância. Por isso nada novo é criado: o Steward não veria o que já existe. Confira o perfil e leia de novo. Se o servidor perdeu mesmo as instâncias, crie as que faltam ou desative antes suas linhas.</numerusform>
            <numerusform>O servidor não lista nada, mas %Ln linhas ativas apontam para uma instância. Por isso nada novo é criado: o Steward não veria o que já existe. Confira o perfil e leia de novo. Se o servidor perdeu mesmo as instâncias, crie as que faltam ou desative antes suas linhas.</numerusform>
        </translation>
    </message>
    <message>
        <source>The instance %2 of %3 is waiting for the phone %1 already.</source>
        <extracomment>%1 is a phone number, %2 an instance&apos;s name, %3 an organization&apos;s</extracomment>
        <translation>A instância %2 de %3 já espera pelo telefone %1.</translation>
    </message>
</context>
<context>
    <name>steward::CreationFile</name>
    <message>
        <source>The file is larger than 10 MB. Split it into several files.</source>
        <translation>O arquivo tem mais de 10 MB. Divida em vários arquivos.</translation>
    </message>
    <message>
        <source>The file is not UTF-8 text. Save it again as “CSV UTF-8”.</source>
        <translation>O arquivo não é texto UTF-8. Salve de novo como “CSV UTF-8”.</translation>
    </message>
    <message>
        <source>The file has more than 10,000 lines. Split it into several files.</source>
        <translation>O arquivo tem mais de 10.000 linhas. Divida em vários arquivos.</translation>
    </message>
    <message>
        <source>Line %1: the closing quotation mark is missing. Add it.</source>
        <extracomment>%1 is a line&apos;s number</extracomment>
        <translation>Linha %1: falta a aspa de fechamento. Acrescente.</translation>
    </message>
    <message>
        <source>The file has the column %1 twice. Remove one of them.</source>
        <extracomment>%1 is a column&apos;s name</extracomment>
        <translation>O arquivo tem a coluna %1 duas vezes. Remova uma delas.</translation>
    </message>
    <message>
        <source>Line %1: %2</source>
        <extracomment>%1 is a line&apos;s number, %2 a sentence that says what is wrong with it</extracomment>
        <translation>Linha %1: %2</translation>
    </message>
    <message>
        <source>There is a stray quotation mark. Put the whole field in quotation marks and double those inside it.</source>
        <translation>Há uma aspa solta. Ponha o campo inteiro entre aspas e dobre as que estão dentro.</translation>
    </message>
    <message numerus="yes">
        <source>The line needs %n field(s), as many as the first line.</source>
        <extracomment>%n is how many fields a line has to have</extracomment>
        <translation>
            <numerusform>A linha precisa de %Ln campo, como a primeira linha.</numerusform>
            <numerusform>A linha precisa de %Ln campos, tantos quantos a primeira linha.</numerusform>
        </translation>
    </message>
    <message>
        <source>organization_id takes an ID such as 0b0e7a52-4c1d-4c0e-9f43-7f3f2d0c9a11.</source>
        <translation>organization_id leva um ID como 0b0e7a52-4c1d-4c0e-9f43-7f3f2d0c9a11.</translation>
    </message>
    <message>
        <source>Line %1 already has this organization, and each can have only one instance. Remove one of the two lines.</source>
        <extracomment>%1 is a line&apos;s number</extracomment>
        <translation>A linha %1 já tem esta organização, e cada uma só pode ter uma instância. Remova uma das duas linhas.</translation>
    </message>
    <message>
        <source>clinic_id takes an ID such as 0b0e7a52-4c1d-4c0e-9f43-7f3f2d0c9a11. Leave it empty for the organization&apos;s first clinic.</source>
        <translation>clinic_id leva um ID como 0b0e7a52-4c1d-4c0e-9f43-7f3f2d0c9a11. Deixe vazio para a primeira clínica da organização.</translation>
    </message>
    <message>
        <source>Line %1 already has this name. Choose another name.</source>
        <extracomment>%1 is a line&apos;s number</extracomment>
        <translation>A linha %1 já tem este nome. Escolha outro nome.</translation>
    </message>
    <message>
        <source>There is nothing to create in this file. Its first line has the names of the columns (organization, clinic_id, name, phone), each further line is one instance.</source>
        <translation>Não há nada a criar neste arquivo. A primeira linha tem os nomes das colunas (organization, clinic_id, name, phone), cada linha seguinte é uma instância.</translation>
    </message>
    <message>
        <source>There is a stray quotation mark in the first line. That line has the names of the columns: organization, clinic_id, name and phone.</source>
        <translation>Há uma aspa solta na primeira linha. Essa linha tem os nomes das colunas: organization, clinic_id, name e phone.</translation>
    </message>
    <message>
        <source>Steward knows no column “%1”. The columns are organization (or organization_id), clinic_id, name and phone.</source>
        <extracomment>%1 is what stands in a file where the name of a column is expected</extracomment>
        <translation>O Steward não conhece a coluna “%1”. As colunas são organization (ou organization_id), clinic_id, name e phone.</translation>
    </message>
    <message>
        <source>The file has no column organization. Add it to the first line.</source>
        <translation>O arquivo não tem a coluna organization. Acrescente-a à primeira linha.</translation>
    </message>
    <message>
        <source>The file has both columns, organization and organization_id. Remove one of them.</source>
        <translation>O arquivo tem as duas colunas, organization e organization_id. Remova uma delas.</translation>
    </message>
    <message>
        <source>No organization is named “%1”. Mend the name, or enter its ID.</source>
        <extracomment>%1 is a name</extracomment>
        <translation>Nenhuma organização se chama “%1”. Corrija o nome, ou digite o ID.</translation>
    </message>
    <message numerus="yes">
        <source>%n organization(s) are named “%1”. Enter the ID of the one you mean.</source>
        <extracomment>%n is how many organizations, %1 the name they have</extracomment>
        <translation>
            <numerusform>%Ln organização se chama “%1”. Digite o ID da que você quer.</numerusform>
            <numerusform>%Ln organizações se chamam “%1”. Digite o ID da que você quer.</numerusform>
        </translation>
    </message>
    <message>
        <source>Enter the organization&apos;s name or its ID.</source>
        <translation>Digite o nome da organização ou o ID dela.</translation>
    </message>
    <message>
        <source>The organizations&apos; names cannot be read in the database. Enter their IDs in the file.</source>
        <translation>Os nomes das organizações não podem ser lidos no banco de dados. Digite os IDs no arquivo.</translation>
    </message>
    <message>
        <source>Line %1 already has this number, and a phone can be linked to only one instance. Correct one of the two lines.</source>
        <extracomment>%1 is a line&apos;s number</extracomment>
        <translation>A linha %1 já tem este número, e um telefone só pode ser conectado a uma instância. Corrija uma das duas linhas.</translation>
    </message>
</context>
<context>
    <name>steward::CreationFilePage</name>
    <message>
        <source>Drop a CSV file here, or choose one</source>
        <translation>Solte um arquivo CSV aqui, ou escolha um</translation>
    </message>
    <message>
        <source>Its first line names the columns: organization (name or ID), clinic_id, name, phone. Only the organization is needed.</source>
        <translation>A primeira linha dá nome às colunas: organization (nome ou ID), clinic_id, name, phone. Só a organização é obrigatória.</translation>
    </message>
    <message>
        <source>Save a template</source>
        <translation>Salvar um modelo</translation>
    </message>
    <message>
        <source>CSV files (*.csv)</source>
        <translation>Arquivos CSV (*.csv)</translation>
    </message>
    <message>
        <source>The template is saved in %1. Fill it in, then choose it here.</source>
        <extracomment>%1 is a file</extracomment>
        <translation>O modelo está salvo em %1. Preencha-o, depois escolha-o aqui.</translation>
    </message>
    <message>
        <source>Choose the file</source>
        <translation>Escolher o arquivo</translation>
    </message>
    <message>
        <source>CSV files (*.csv);;All files (*)</source>
        <translation>Arquivos CSV (*.csv);;Todos os arquivos (*)</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>Livre</translation>
    </message>
    <message>
        <source>Nothing of it can be created</source>
        <translation>Nada dele pode ser criado</translation>
    </message>
    <message>
        <source>Creating, one after the other…</source>
        <translation>Criando, uma depois da outra…</translation>
    </message>
    <message>
        <source>Reading the file and the three stores…</source>
        <translation>Lendo o arquivo e as três bases…</translation>
    </message>
    <message>
        <source>Choose a file first.</source>
        <translation>Escolha antes um arquivo.</translation>
    </message>
    <message>
        <source>No line is free to be created.</source>
        <translation>Nenhuma linha está livre para ser criada.</translation>
    </message>
    <message numerus="yes">
        <source>Create %n instance(s)</source>
        <translation>
            <numerusform>Criar %Ln instância</numerusform>
            <numerusform>Criar %Ln instâncias</numerusform>
        </translation>
    </message>
    <message>
        <source>Create</source>
        <translation>Criar</translation>
    </message>
    <message>
        <source>%1 of %2 lines can be created. The others stay as they are.</source>
        <extracomment>%1 is how many lines can be created, %2 of how many</extracomment>
        <translation>%1 de %2 linhas podem ser criadas. As outras ficam como estão.</translation>
    </message>
    <message>
        <source>Being created…</source>
        <translation>Sendo criada…</translation>
    </message>
    <message>
        <source>Not begun</source>
        <translation>Não iniciada</translation>
    </message>
    <message>
        <source>Nothing was created.</source>
        <translation>Nada foi criado.</translation>
    </message>
    <message numerus="yes">
        <source>%n of %1 created.</source>
        <extracomment>%n is how many instances of a file were created, %1 how many were to be</extracomment>
        <translation>
            <numerusform>%Ln de %1 criada.</numerusform>
            <numerusform>%Ln de %1 criadas.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Create %n instance(s) from a file</source>
        <translation>
            <numerusform>Criar %Ln instância de um arquivo</numerusform>
            <numerusform>Criar %Ln instâncias de um arquivo</numerusform>
        </translation>
    </message>
    <message>
        <source>S&amp;top after this one</source>
        <translation>Parar &amp;depois desta</translation>
    </message>
</context>
<context>
    <name>steward::CreationForm</name>
    <message>
        <source>The three stores are read first.</source>
        <translation>As três bases são lidas antes.</translation>
    </message>
    <message>
        <source>Choose the organization.</source>
        <translation>Escolha a organização.</translation>
    </message>
    <message>
        <source>No organization has this name. Choose one from the list.</source>
        <translation>Nenhuma organização tem esse nome. Escolha uma da lista.</translation>
    </message>
    <message>
        <source>Mend the number, or leave it empty.</source>
        <translation>Corrija o número, ou deixe vazio.</translation>
    </message>
    <message>
        <source>Mend the name.</source>
        <translation>Corrija o nome.</translation>
    </message>
    <message>
        <source>It has no active clinic</source>
        <translation>Não tem clínica ativa</translation>
    </message>
    <message>
        <source>Enter chooses %1.</source>
        <extracomment>%1 is an organization</extracomment>
        <translation>Enter escolhe %1.</translation>
    </message>
    <message>
        <source>No organization has this name.</source>
        <translation>Nenhuma organização tem esse nome.</translation>
    </message>
    <message>
        <source>Steward warns you if another phone is paired.</source>
        <translation>O Steward avisa se outro celular for pareado.</translation>
    </message>
</context>
<context>
    <name>steward::CreationOutlook</name>
    <message>
        <source>The server does not say</source>
        <translation>O servidor não diz</translation>
    </message>
    <message>
        <source>Free on the server</source>
        <translation>Livre no servidor</translation>
    </message>
    <message>
        <source>No instance with this name or organization</source>
        <translation>Nenhuma instância com este nome ou organização</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <extracomment>%1 is an instance&apos;s name, %2 its state such as &quot;Connected&quot;</extracomment>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>The server has an instance</source>
        <translation>O servidor tem uma instância</translation>
    </message>
    <message>
        <source>The server has %1 instances</source>
        <extracomment>%1 is a number, 2 at least</extracomment>
        <translation>O servidor tem %1 instâncias</translation>
    </message>
    <message>
        <source>Free in the database</source>
        <translation>Livre no banco de dados</translation>
    </message>
    <message>
        <source>No active row for this organization</source>
        <translation>Nenhuma linha ativa para esta organização</translation>
    </message>
    <message>
        <source>The database has %1 rows</source>
        <extracomment>%1 is a number, 2 at least</extracomment>
        <translation>O banco de dados tem %1 linhas</translation>
    </message>
    <message>
        <source>Since %1.</source>
        <extracomment>%1 is a day such as &quot;19 Oct&quot;</extracomment>
        <translation>Desde %1.</translation>
    </message>
    <message>
        <source>It names an instance that is not on the server.</source>
        <translation>Ela aponta para uma instância que não está no servidor.</translation>
    </message>
    <message>
        <source>The database has an active row</source>
        <translation>O banco de dados tem uma linha ativa</translation>
    </message>
    <message>
        <source>The database has a switched-off row</source>
        <translation>O banco de dados tem uma linha desativada</translation>
    </message>
    <message>
        <source>Free in the cache</source>
        <translation>Livre no cache</translation>
    </message>
    <message>
        <source>No entry in the way</source>
        <translation>Nenhuma entrada no caminho</translation>
    </message>
    <message>
        <source>The cache has its entry</source>
        <translation>O cache tem a entrada dela</translation>
    </message>
    <message>
        <source>Reuse</source>
        <translation>Reutilizar</translation>
    </message>
    <message>
        <source>Keep the row and its token, create the missing instance.</source>
        <translation>Manter a linha e o token, criar a instância que falta.</translation>
    </message>
    <message>
        <source>Pair it again</source>
        <translation>Parear de novo</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>Mostrar</translation>
    </message>
    <message>
        <source>Replace…</source>
        <translation>Substituir…</translation>
    </message>
    <message>
        <source>Delete what is there, then create. You review the plan.</source>
        <translation>Exclui o que existe e depois cria. Você revisa o plano.</translation>
    </message>
</context>
<context>
    <name>steward::CreationPage</name>
    <message>
        <source>It has no instance yet</source>
        <translation>Ainda não tem instância</translation>
    </message>
    <message>
        <source>It already has an active row</source>
        <translation>Já tem uma linha ativa</translation>
    </message>
    <message>
        <source>Something stands in the way</source>
        <translation>Algo está no caminho</translation>
    </message>
    <message>
        <source>Reuse and create</source>
        <translation>Reutilizar e criar</translation>
    </message>
    <message>
        <source>Pair it again…</source>
        <translation>Parear de novo…</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>Mostrar</translation>
    </message>
    <message>
        <source>Review the plan…</source>
        <translation>Revisar o plano…</translation>
    </message>
    <message>
        <source>Looking whether it is free…</source>
        <translation>Vendo se está livre…</translation>
    </message>
    <message>
        <source>It cannot be created as things are.</source>
        <translation>Não pode ser criada assim.</translation>
    </message>
    <message>
        <source>Nothing stands in the way.</source>
        <translation>Nada impede.</translation>
    </message>
    <message>
        <source>Something stands in the way.</source>
        <translation>Algo impede.</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>Criar</translation>
    </message>
    <message>
        <source>Creating…</source>
        <translation>Criando…</translation>
    </message>
    <message>
        <source>Pair…</source>
        <translation>Parear…</translation>
    </message>
    <message>
        <source>Cancel and undo</source>
        <translation>Cancelar e desfazer</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Voltar</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fechar</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Create an instance for %1</source>
        <extracomment>%1 is an instance&apos;s name</extracomment>
        <translation>Criar uma instância para %1</translation>
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
        <translation>Escreva o número em dígitos, com o código do país na frente: +55 11 98888-7777.</translation>
    </message>
    <message>
        <source>The number starts with the country code, not with 0: +55 11 98888-7777.</source>
        <translation>O número começa com o código do país, não com 0: +55 11 98888-7777.</translation>
    </message>
    <message>
        <source>The number is too short. It starts with the country code: +55 11 98888-7777.</source>
        <translation>O número é curto demais. Ele começa com o código do país: +55 11 98888-7777.</translation>
    </message>
    <message>
        <source>The number is too long: at most 15 digits.</source>
        <translation>O número é longo demais: no máximo 15 dígitos.</translation>
    </message>
    <message>
        <source>This may not be the number that you mean: a spreadsheet may have changed it, or it is two numbers. Write one number with the country code first: +55 11 98888-7777.</source>
        <translation>Este talvez não seja o número que você quer: uma planilha pode tê-lo mudado, ou são dois números. Escreva um número com o código do país na frente: +55 11 98888-7777.</translation>
    </message>
</context>
<context>
    <name>steward::CreationSide</name>
    <message>
        <source>Is the way free?</source>
        <translation>O caminho está livre?</translation>
    </message>
    <message>
        <source>It cannot be created</source>
        <translation>Não pode ser criada</translation>
    </message>
    <message>
        <source>This stands in the way</source>
        <translation>Isto impede</translation>
    </message>
    <message>
        <source>What should happen with it?</source>
        <translation>O que deve acontecer com ela?</translation>
    </message>
    <message>
        <source>What should happen with them?</source>
        <translation>O que deve acontecer com elas?</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>O que acontece</translation>
    </message>
    <message>
        <source>Ready to pair</source>
        <translation>Pronta para parear</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <extracomment>%1 is how many steps are done, %2 of how many</extracomment>
        <translation>%1 de %2</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>O que aconteceu</translation>
    </message>
</context>
<context>
    <name>steward::CreationUndo</name>
    <message>
        <source>The instance %1 and its row were left as they are: somebody has connected a phone meanwhile. Read again and look at it.</source>
        <extracomment>%1 is an instance&apos;s name</extracomment>
        <translation>A instância %1 e a linha dela ficaram como estão: alguém conectou um celular nesse meio-tempo. Leia de novo e olhe.</translation>
    </message>
    <message>
        <source>The instance %1 was left as it is: somebody else created it.</source>
        <extracomment>%1 is an instance&apos;s name</extracomment>
        <translation>A instância %1 ficou como está: outra pessoa a criou.</translation>
    </message>
    <message>
        <source>The instance %1 and its row were left as they are: this server does not say when it was created, so it may be somebody else&apos;s. Look at it, then delete it by name or pair it.</source>
        <extracomment>%1 is an instance&apos;s name</extracomment>
        <translation>A instância %1 e a linha dela ficaram como estão: este servidor não diz quando ela foi criada, então pode ser de outra pessoa. Olhe, depois exclua pelo nome ou pareie.</translation>
    </message>
    <message>
        <source>The server did not say whether a phone is linked to %1, so the instance and its row stay. Bring it to its end once the server answers.</source>
        <extracomment>%1 is an instance&apos;s name</extracomment>
        <translation>O servidor não disse se um celular está conectado a %1, então a instância e a linha ficam. Conclua quando o servidor responder.</translation>
    </message>
    <message>
        <source>The instance %1 was deleted from the server again.</source>
        <extracomment>%1 is an instance&apos;s name</extracomment>
        <translation>A instância %1 foi excluída do servidor de novo.</translation>
    </message>
    <message>
        <source>The organization&apos;s row is as it was before.</source>
        <translation>A linha da organização está como antes.</translation>
    </message>
    <message>
        <source>The organization&apos;s new row was deleted again.</source>
        <translation>A nova linha da organização foi excluída de novo.</translation>
    </message>
    <message>
        <source>The row %1 was left as it is: somebody has changed it since.</source>
        <extracomment>%1 is the id of a row</extracomment>
        <translation>A linha %1 ficou como está: alguém a mudou desde então.</translation>
    </message>
    <message>
        <source>A program keeps writing the cache entries back. They expire within the hour.</source>
        <translation>Um programa continua gravando as entradas do cache de volta. Elas expiram em até uma hora.</translation>
    </message>
</context>
<context>
    <name>steward::CreationWords</name>
    <message>
        <source>Created and proven: the three stores agree.</source>
        <translation>Criada e comprovada: as três bases concordam.</translation>
    </message>
    <message>
        <source>Not all of it is done or proven.</source>
        <translation>Nem tudo está feito ou comprovado.</translation>
    </message>
    <message>
        <source>Nothing was created.</source>
        <translation>Nada foi criado.</translation>
    </message>
    <message>
        <source>It was not created. Everything was taken back.</source>
        <translation>Não foi criada. Tudo foi desfeito.</translation>
    </message>
    <message>
        <source>It could not be created. Everything was taken back.</source>
        <translation>Não pôde ser criada. Tudo foi desfeito.</translation>
    </message>
    <message>
        <source>Worth knowing:</source>
        <translation>Vale saber:</translation>
    </message>
    <message>
        <source>Taken back:</source>
        <translation>Desfeito:</translation>
    </message>
    <message>
        <source>Left as it is:</source>
        <translation>Deixado como está:</translation>
    </message>
</context>
<context>
    <name>steward::CreationWorkflow</name>
    <message>
        <source>Check the three stores</source>
        <translation>Verificar as três bases</translation>
    </message>
    <message>
        <source>Write the organization&apos;s row</source>
        <translation>Gravar a linha da organização</translation>
    </message>
    <message>
        <source>Create the instance on the server</source>
        <translation>Criar a instância no servidor</translation>
    </message>
    <message>
        <source>Check that it stays</source>
        <translation>Verificar que ela fica</translation>
    </message>
    <message>
        <source>Notify the workers</source>
        <translation>Avisar os programas de mensagens</translation>
    </message>
    <message>
        <source>Fill the cache</source>
        <translation>Preencher o cache</translation>
    </message>
    <message>
        <source>Read all three stores again</source>
        <translation>Ler as três bases de novo</translation>
    </message>
    <message>
        <source>A request went out and no answer came. Should it take effect later, Steward takes it back at its next start.</source>
        <translation>Um pedido foi enviado e não veio resposta. Se ele fizer efeito mais tarde, o Steward o desfaz na próxima vez que abrir.</translation>
    </message>
    <message>
        <source>Not all of it could be taken back: %1 It stays in the journal, to be finished later.</source>
        <extracomment>%1 is a sentence that says what went wrong</extracomment>
        <translation>Nem tudo pôde ser desfeito: %1 Fica no diário, para ser concluído depois.</translation>
    </message>
</context>
<context>
    <name>steward::DataDirectory</name>
    <message>
        <source>This computer names no folder for your programs&apos; data. Name one with --data-dir.</source>
        <translation>Este computador não indica uma pasta para os dados dos seus programas. Indique uma com --data-dir.</translation>
    </message>
    <message>
        <source>You may not write to the folder %1. Choose another one with --data-dir.</source>
        <extracomment>%1 is a folder&apos;s path</extracomment>
        <translation>Você não pode gravar na pasta %1. Escolha outra com --data-dir.</translation>
    </message>
    <message>
        <source>Others on this computer may change the folder %1. Choose one that only you may write to.</source>
        <extracomment>%1 is a folder&apos;s path</extracomment>
        <translation>Outras pessoas neste computador podem mudar a pasta %1. Escolha uma em que só você possa gravar.</translation>
    </message>
</context>
<context>
    <name>steward::DatabaseRules</name>
    <message>
        <source>The server lists it (%1), but no row in the database names it.</source>
        <extracomment>%1 is a connection state of the server, such as &quot;connected&quot;</extracomment>
        <translation>O servidor a lista (%1), mas nenhuma linha do banco de dados aponta para ela.</translation>
    </message>
    <message>
        <source>%1 has an active row for it (status %2), but it is not on the server: neither the list nor the memory knows it.</source>
        <extracomment>%1 is an organization, %2 a status text such as &quot;active&quot;</extracomment>
        <translation>%1 tem uma linha ativa para ela (status %2), mas ela não está no servidor: nem a lista nem a memória a conhecem.</translation>
    </message>
    <message>
        <source>Its name contains the ID of the organization %1, but its row belongs to %2.</source>
        <extracomment>%1 and %2 are organizations</extracomment>
        <translation>O nome dela contém o ID da organização %1, mas a linha pertence a %2.</translation>
    </message>
    <message>
        <source>An active row of %1 does not say which instance it means.</source>
        <extracomment>%1 is an organization</extracomment>
        <translation>Uma linha ativa de %1 não diz qual instância é a dela.</translation>
    </message>
    <message>
        <source>No address can reach an instance named “%1”.</source>
        <extracomment>%1 is the name, which may be empty or one or two dots</extracomment>
        <translation>Nenhum endereço alcança uma instância chamada “%1”.</translation>
    </message>
</context>
<context>
    <name>steward::Doctor</name>
    <message>
        <source>Reachable</source>
        <translation>Acessível</translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation>Criptografia</translation>
    </message>
    <message>
        <source>Credentials</source>
        <translation>Credenciais</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Versão</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Papel</translation>
    </message>
    <message>
        <source>Data is here</source>
        <translation>Os dados estão aqui</translation>
    </message>
    <message>
        <source>Can read</source>
        <translation>Pode ler</translation>
    </message>
    <message>
        <source>Sees all rows</source>
        <translation>Vê todas as linhas</translation>
    </message>
    <message>
        <source>Can write</source>
        <translation>Pode gravar</translation>
    </message>
    <message>
        <source>Can call the save function</source>
        <translation>Pode chamar a função de gravação</translation>
    </message>
    <message>
        <source>Pooler</source>
        <translation>Pooler de conexões</translation>
    </message>
    <message>
        <source>Can notify workers</source>
        <translation>Pode avisar os programas de mensagens</translation>
    </message>
    <message>
        <source>It was stopped.</source>
        <translation>Foi parado.</translation>
    </message>
    <message>
        <source>Read again.</source>
        <translation>Leia de novo.</translation>
    </message>
    <message>
        <source>No answer came in time: the host is down or overloaded, or a firewall drops the connection.</source>
        <translation>Nenhuma resposta veio a tempo: o host está fora do ar ou sobrecarregado, ou um firewall derruba a conexão.</translation>
    </message>
    <message>
        <source>Check the host and the VPN, then read again.</source>
        <translation>Verifique o host e a VPN, depois leia de novo.</translation>
    </message>
    <message>
        <source>There is no host of this name.</source>
        <translation>Não existe um host com este nome.</translation>
    </message>
    <message>
        <source>Check the spelling of the host name, and this computer&apos;s network.</source>
        <translation>Confira a grafia do nome do host e a rede deste computador.</translation>
    </message>
    <message>
        <source>Nobody answers at this host and port.</source>
        <translation>Ninguém responde neste host e nesta porta.</translation>
    </message>
    <message>
        <source>Check the port, whether the service is running, and whether a firewall lets this computer in.</source>
        <translation>Verifique a porta, se o serviço está funcionando e se um firewall deixa este computador entrar.</translation>
    </message>
    <message>
        <source>The host has only an IPv6 address, and this network has no IPv6.</source>
        <translation>O host só tem endereço IPv6, e esta rede não tem IPv6.</translation>
    </message>
    <message>
        <source>Use the pooler&apos;s address, which has IPv4 (Supabase: under Connect, Session pooler; the user there is postgres.PROJECT), or a network with IPv6.</source>
        <translation>Use o endereço do pooler, que tem IPv4 (Supabase: em Connect, Session pooler; o usuário ali é postgres.PROJECT), ou uma rede com IPv6.</translation>
    </message>
    <message>
        <source>The connection ended before the answer was complete.</source>
        <translation>A conexão terminou antes que a resposta estivesse completa.</translation>
    </message>
    <message>
        <source>Read again. If it happens again, look at the proxy or pooler in between.</source>
        <translation>Leia de novo. Se acontecer outra vez, olhe o proxy ou pooler no caminho.</translation>
    </message>
    <message>
        <source>The certificate was signed by an authority that is not trusted here, or by itself.</source>
        <translation>O certificado foi assinado por uma autoridade que não é confiável aqui, ou por ele mesmo.</translation>
    </message>
    <message>
        <source>Enter the authority&apos;s certificate as the profile&apos;s CA file (Supabase: download it under Database, SSL). If the authority is a well-known one, the server does not send its intermediate certificate: ask its administrator to add it.</source>
        <translation>Indique o certificado da autoridade como arquivo da CA do perfil (Supabase: baixe em Database, SSL). Se a autoridade é conhecida, o servidor não envia o certificado intermediário: peça ao administrador que o acrescente.</translation>
    </message>
    <message>
        <source>The server&apos;s certificate chain is incomplete: it sends its own certificate without the one that signed it.</source>
        <translation>A cadeia de certificados do servidor está incompleta: ele envia o próprio certificado sem o que o assinou.</translation>
    </message>
    <message>
        <source>Ask its administrator to send the full chain, with the intermediate certificate. Or enter that certificate as the CA file.</source>
        <translation>Peça ao administrador que envie a cadeia completa, com o certificado intermediário. Ou indique esse certificado como arquivo da CA.</translation>
    </message>
    <message>
        <source>The certificate has expired or is not valid yet.</source>
        <translation>O certificado venceu ou ainda não vale.</translation>
    </message>
    <message>
        <source>Check this computer&apos;s clock, then have the certificate renewed.</source>
        <translation>Confira o relógio deste computador, depois peça a renovação do certificado.</translation>
    </message>
    <message>
        <source>The certificate was issued for another host name.</source>
        <translation>O certificado foi emitido para outro nome de host.</translation>
    </message>
    <message>
        <source>Use the host name in the certificate, not an IP address or an alias.</source>
        <translation>Use o nome de host que está no certificado, não um endereço IP ou um apelido.</translation>
    </message>
    <message>
        <source>What answers there does not speak TLS.</source>
        <translation>O que responde ali não fala TLS.</translation>
    </message>
    <message>
        <source>Use the TLS port, or have TLS switched on at the server.</source>
        <translation>Use a porta TLS, ou peça que liguem o TLS no servidor.</translation>
    </message>
    <message>
        <source>The server asks for a client certificate and got none that it accepts.</source>
        <translation>O servidor pede um certificado de cliente e não recebeu nenhum que aceite.</translation>
    </message>
    <message>
        <source>Ask its administrator for a certificate and its key. For Redis, enter both files in the profile, or set STEWARD_REDIS_CERT_FILE and STEWARD_REDIS_KEY_FILE.</source>
        <translation>Peça ao administrador um certificado e a chave dele. Para o Redis, indique os dois arquivos no perfil, ou defina STEWARD_REDIS_CERT_FILE e STEWARD_REDIS_KEY_FILE.</translation>
    </message>
    <message>
        <source>Only encrypted connections are accepted, and this one was not encrypted.</source>
        <translation>Só conexões com criptografia são aceitas, e esta não tinha.</translation>
    </message>
    <message>
        <source>Use sslmode=verify-full.</source>
        <translation>Use sslmode=verify-full.</translation>
    </message>
    <message>
        <source>The encrypted connection could not be set up.</source>
        <translation>A conexão com criptografia não pôde ser estabelecida.</translation>
    </message>
    <message>
        <source>Ask the administrator which TLS versions the server allows.</source>
        <translation>Pergunte ao administrador quais versões de TLS o servidor aceita.</translation>
    </message>
    <message>
        <source>The connection would be unencrypted or unverified, and the host is not this computer.</source>
        <translation>A conexão seria sem criptografia ou não verificada, e o host não é este computador.</translation>
    </message>
    <message>
        <source>Use https, rediss or sslmode=verify-full. A profile can allow unencrypted connections.</source>
        <translation>Use https, rediss ou sslmode=verify-full. Um perfil pode permitir conexões sem criptografia.</translation>
    </message>
    <message>
        <source>The server refuses the API key.</source>
        <translation>O servidor recusa a chave de API.</translation>
    </message>
    <message>
        <source>Enter the server&apos;s global key (AUTHENTICATION_API_KEY), not an instance&apos;s token.</source>
        <translation>Digite a chave global do servidor (AUTHENTICATION_API_KEY), não o token de uma instância.</translation>
    </message>
    <message>
        <source>PostgreSQL refuses the user or the password.</source>
        <translation>O PostgreSQL recusa o usuário ou a senha.</translation>
    </message>
    <message>
        <source>Enter the credentials again.</source>
        <translation>Digite as credenciais de novo.</translation>
    </message>
    <message>
        <source>Redis refuses the user or the password.</source>
        <translation>O Redis recusa o usuário ou a senha.</translation>
    </message>
    <message>
        <source>The pooler knows no project with this user and address.</source>
        <translation>O pooler não conhece projeto com este usuário e endereço.</translation>
    </message>
    <message>
        <source>Copy user and host from Connect in the Supabase dashboard: the user is postgres.PROJECT, and the host is that of the project&apos;s region. A paused project has to be restored first.</source>
        <translation>Copie usuário e host de Connect no painel do Supabase: o usuário é postgres.PROJECT, e o host é o da região do projeto. Um projeto pausado precisa ser restaurado antes.</translation>
    </message>
    <message>
        <source>All connections are in use.</source>
        <translation>Todas as conexões estão em uso.</translation>
    </message>
    <message>
        <source>Wait until others are closed, or have the pool enlarged. Session mode has few connections (Supabase: port 5432): use the pooler in transaction mode (port 6543).</source>
        <translation>Espere até que outras sejam fechadas, ou peça um pool maior. O modo de sessão tem poucas conexões (Supabase: porta 5432): use o pooler em modo de transação (porta 6543).</translation>
    </message>
    <message>
        <source>The pooler refuses to sign in for some minutes, because it went wrong too often.</source>
        <translation>O pooler recusa entradas por alguns minutos, porque deu errado vezes demais.</translation>
    </message>
    <message>
        <source>Correct user and password here and wherever else they are used. Wait 10 minutes, then read again.</source>
        <translation>Corrija usuário e senha aqui e onde mais são usados. Espere 10 minutos, depois leia de novo.</translation>
    </message>
    <message>
        <source>The service has locked out this project or this network&apos;s address.</source>
        <translation>O serviço bloqueou este projeto ou o endereço desta rede.</translation>
    </message>
    <message>
        <source>See in the dashboard whether the project is restricted. Remove the ban or allow this address (Supabase: Database, Settings, Network).</source>
        <translation>Veja no painel se o projeto está restrito. Remova o bloqueio ou permita este endereço (Supabase: Database, Settings, Network).</translation>
    </message>
    <message>
        <source>The pooler is in statement mode, which refuses transactions.</source>
        <translation>O pooler está em modo de comando, que recusa transações.</translation>
    </message>
    <message>
        <source>Have its pool_mode set to transaction or session, or use another pooler or the direct address.</source>
        <translation>Peça que o pool_mode dele seja transaction ou session, ou use outro pooler ou o endereço direto.</translation>
    </message>
    <message>
        <source>There is no database of this name.</source>
        <translation>Não existe um banco de dados com este nome.</translation>
    </message>
    <message>
        <source>Check the name of the database (Supabase: postgres).</source>
        <translation>Confira o nome do banco de dados (Supabase: postgres).</translation>
    </message>
    <message>
        <source>This database has no such table of integrations, or one of its columns is missing.</source>
        <translation>Este banco de dados não tem essa tabela de integrações, ou falta uma das colunas.</translation>
    </message>
    <message>
        <source>Check whether this is the right database, or enter the table&apos;s name in the profile.</source>
        <translation>Verifique se este é o banco de dados certo, ou indique o nome da tabela no perfil.</translation>
    </message>
    <message>
        <source>This database has no such save function.</source>
        <translation>Este banco de dados não tem essa função de gravação.</translation>
    </message>
    <message>
        <source>Check whether this is the right database, or enter the function&apos;s name in the profile.</source>
        <translation>Verifique se este é o banco de dados certo, ou indique o nome da função no perfil.</translation>
    </message>
    <message>
        <source>The database role may not read the table.</source>
        <translation>O papel do banco de dados não pode ler a tabela.</translation>
    </message>
    <message>
        <source>Grant the role USAGE on the schema and SELECT on the table.</source>
        <translation>Dê ao papel USAGE no schema e SELECT na tabela.</translation>
    </message>
    <message>
        <source>The Redis user may not run the commands needed for reading.</source>
        <translation>O usuário do Redis não pode executar os comandos necessários para ler.</translation>
    </message>
    <message>
        <source>Give the user +hello +info +scan +mget +ttl +type and the keys whatsapp:* and wa:*.</source>
        <translation>Dê ao usuário +hello +info +scan +mget +ttl +type e as chaves whatsapp:* e wa:*.</translation>
    </message>
    <message>
        <source>The database role may not change the table.</source>
        <translation>O papel do banco de dados não pode mudar a tabela.</translation>
    </message>
    <message>
        <source>Grant the role INSERT, UPDATE and DELETE on the table, or use a read-only profile.</source>
        <translation>Dê ao papel INSERT, UPDATE e DELETE na tabela, ou use um perfil somente leitura.</translation>
    </message>
    <message>
        <source>The Redis user may not change keys, so no cache entry can be written or dropped.</source>
        <translation>O usuário do Redis não pode mudar chaves, então nenhuma entrada do cache pode ser gravada ou descartada.</translation>
    </message>
    <message>
        <source>Give the user +setex +del +unlink, or use a read-only profile.</source>
        <translation>Dê ao usuário +setex +del +unlink, ou use um perfil somente leitura.</translation>
    </message>
    <message>
        <source>The database role may not call the save function.</source>
        <translation>O papel do banco de dados não pode chamar a função de gravação.</translation>
    </message>
    <message>
        <source>Grant the role EXECUTE on the save function.</source>
        <translation>Dê ao papel EXECUTE na função de gravação.</translation>
    </message>
    <message>
        <source>The Redis user may not publish, so the workers would hear nothing.</source>
        <translation>O usuário do Redis não pode publicar, então os programas de mensagens não ouviriam nada.</translation>
    </message>
    <message>
        <source>Give the user +publish and the channels wa:instances:*.</source>
        <translation>Dê ao usuário +publish e os canais wa:instances:*.</translation>
    </message>
    <message>
        <source>A row-level security policy hides rows from this role, so a missing row would prove nothing.</source>
        <translation>Uma política de segurança por linha esconde linhas deste papel, então uma linha que falta não provaria nada.</translation>
    </message>
    <message>
        <source>Use a role with BYPASSRLS (Supabase: postgres or service_role), or the table&apos;s owner.</source>
        <translation>Use um papel com BYPASSRLS (Supabase: postgres ou service_role), ou o dono da tabela.</translation>
    </message>
    <message>
        <source>The pooler is in transaction mode: everything works except notifications.</source>
        <translation>O pooler está em modo de transação: tudo funciona, menos as notificações.</translation>
    </message>
    <message>
        <source>Nothing has to be done. For notifications use the session pooler (port 5432) or a direct connection.</source>
        <translation>Não é preciso fazer nada. Para notificações use o pooler de sessão (porta 5432) ou uma conexão direta.</translation>
    </message>
    <message>
        <source>This is a replica: what is missing here may be on the primary.</source>
        <translation>Esta é uma réplica: o que falta aqui pode estar no primário.</translation>
    </message>
    <message>
        <source>Connect to the primary.</source>
        <translation>Conecte-se ao primário.</translation>
    </message>
    <message>
        <source>The service is still starting and has not loaded its data yet.</source>
        <translation>O serviço ainda está iniciando e ainda não carregou seus dados.</translation>
    </message>
    <message>
        <source>Wait a minute, then read again.</source>
        <translation>Espere um minuto, depois leia de novo.</translation>
    </message>
    <message>
        <source>This Redis database has no keys of WhatsApp instances, but another one has keys.</source>
        <translation>Este banco do Redis não tem chaves de instâncias do WhatsApp, mas outro tem chaves.</translation>
    </message>
    <message>
        <source>Check the database number at the end of the Redis address.</source>
        <translation>Confira o número do banco no fim do endereço do Redis.</translation>
    </message>
    <message>
        <source>This is a Redis Cluster, which spreads its keys over several servers.</source>
        <translation>Este é um Redis Cluster, que espalha suas chaves por vários servidores.</translation>
    </message>
    <message>
        <source>Steward works with a single Redis. Use the address of the one that holds the cache.</source>
        <translation>O Steward trabalha com um único Redis. Use o endereço do que tem o cache.</translation>
    </message>
    <message>
        <source>This profile is read only, so nothing can be changed with it.</source>
        <translation>Este perfil é somente leitura, então nada pode ser mudado com ele.</translation>
    </message>
    <message>
        <source>Use a profile that allows changes.</source>
        <translation>Use um perfil que permita mudanças.</translation>
    </message>
    <message>
        <source>The instance&apos;s name is empty or only dots, so no address can reach it.</source>
        <translation>O nome da instância está vazio ou só tem pontos, então nenhum endereço a alcança.</translation>
    </message>
    <message>
        <source>Ask the server&apos;s administrator to remove it from the server&apos;s database.</source>
        <translation>Peça ao administrador do servidor que a remova do banco de dados do servidor.</translation>
    </message>
    <message>
        <source>It is not there.</source>
        <translation>Não existe.</translation>
    </message>
    <message>
        <source>Check the spelling of the name, then read again.</source>
        <translation>Confira a grafia do nome, depois leia de novo.</translation>
    </message>
    <message>
        <source>There already is an instance of this name, perhaps under another client name.</source>
        <translation>Já existe uma instância com este nome, talvez com outro client name.</translation>
    </message>
    <message>
        <source>Choose another name, or ask the server&apos;s administrator who uses it.</source>
        <translation>Escolha outro nome, ou pergunte ao administrador do servidor quem o usa.</translation>
    </message>
    <message>
        <source>A change was sent, but no answer came. It may have happened.</source>
        <translation>Uma mudança foi enviada, mas não veio resposta. Ela pode ter acontecido.</translation>
    </message>
    <message>
        <source>Read again and see what happened before you try again.</source>
        <translation>Leia de novo e veja o que aconteceu antes de tentar outra vez.</translation>
    </message>
    <message>
        <source>The service refused the request.</source>
        <translation>O serviço recusou o pedido.</translation>
    </message>
    <message>
        <source>See what it said, correct that, then try again.</source>
        <translation>Veja o que ele disse, corrija, depois tente de novo.</translation>
    </message>
    <message>
        <source>Something in front of the server asks for a login. It is not about the API key.</source>
        <translation>Algo na frente do servidor pede um login. Não tem a ver com a chave de API.</translation>
    </message>
    <message>
        <source>Have the login switched off for this address or network, or use the address behind it.</source>
        <translation>Peça que o login seja desligado para este endereço ou rede, ou use o endereço que fica atrás dele.</translation>
    </message>
    <message>
        <source>A proxy or firewall in front of the server refused the request. The server itself did not answer.</source>
        <translation>Um proxy ou firewall na frente do servidor recusou o pedido. O servidor em si não respondeu.</translation>
    </message>
    <message>
        <source>Ask its administrator to let these requests through, DELETE and POST included.</source>
        <translation>Peça ao administrador que deixe passar estes pedidos, DELETE e POST incluídos.</translation>
    </message>
    <message>
        <source>This address redirects to another one.</source>
        <translation>Este endereço redireciona para outro.</translation>
    </message>
    <message>
        <source>Enter the address that it redirects to, with https and its path.</source>
        <translation>Digite o endereço para o qual ele redireciona, com https e o caminho.</translation>
    </message>
    <message>
        <source>A proxy or pooler answers there, but it cannot reach the service behind it.</source>
        <translation>Um proxy ou pooler responde ali, mas não alcança o serviço que fica atrás dele.</translation>
    </message>
    <message>
        <source>Check whether that service is running (Supabase: whether the project is paused), then read again.</source>
        <translation>Verifique se esse serviço está funcionando (Supabase: se o projeto está pausado), depois leia de novo.</translation>
    </message>
    <message>
        <source>What answers there is another service.</source>
        <translation>O que responde ali é outro serviço.</translation>
    </message>
    <message>
        <source>Check host, port and path. It may be a login page.</source>
        <translation>Confira host, porta e caminho. Pode ser uma página de login.</translation>
    </message>
    <message>
        <source>The answer was cut short, so it proves nothing.</source>
        <translation>A resposta veio cortada, então não prova nada.</translation>
    </message>
    <message>
        <source>Read again. If it happens again, look at the time and size limits of the proxy in between.</source>
        <translation>Leia de novo. Se acontecer outra vez, olhe os limites de tempo e de tamanho do proxy no caminho.</translation>
    </message>
    <message>
        <source>The service reports an error of its own.</source>
        <translation>O serviço informa um erro próprio.</translation>
    </message>
    <message>
        <source>See its log, then read again.</source>
        <translation>Veja o log dele, depois leia de novo.</translation>
    </message>
    <message>
        <source>Settings of this connection are missing or wrong.</source>
        <translation>Configurações desta conexão faltam ou estão erradas.</translation>
    </message>
    <message>
        <source>Correct them in the profile, or in the environment variables.</source>
        <translation>Corrija no perfil, ou nas variáveis de ambiente.</translation>
    </message>
    <message>
        <source>A file of this computer could not be used.</source>
        <translation>Um arquivo deste computador não pôde ser usado.</translation>
    </message>
    <message>
        <source>Check the free space and the permissions of the data directory, then try again.</source>
        <translation>Verifique o espaço livre e as permissões da pasta de dados, depois tente de novo.</translation>
    </message>
    <message>
        <source>Library on this computer</source>
        <translation>Biblioteca neste computador</translation>
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
        <translation>O que fazer: %1</translation>
    </message>
</context>
<context>
    <name>steward::DoctorPanel</name>
    <message>
        <source>What the test found</source>
        <translation>O que o teste encontrou</translation>
    </message>
    <message>
        <source>Testing…</source>
        <translation>Testando…</translation>
    </message>
    <message>
        <source>Not checked yet</source>
        <translation>Ainda não verificado</translation>
    </message>
    <message>
        <source>Not checked</source>
        <translation>Não verificado</translation>
    </message>
    <message>
        <source>Copy for support</source>
        <translation>Copiar para o suporte</translation>
    </message>
    <message>
        <source>Copy for support: %1</source>
        <extracomment>What a button does: %1 is what was checked, such as &quot;Encryption&quot;</extracomment>
        <translation>Copiar para o suporte: %1</translation>
    </message>
</context>
<context>
    <name>steward::DuplicateRules</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <extracomment>%1 is names of instances, %n how many are not named</extracomment>
        <translation>
            <numerusform>%1 e mais %Ln</numerusform>
            <numerusform>%1 e mais %Ln</numerusform>
        </translation>
    </message>
    <message>
        <source>%2 has %1 instances, %3 of them connected. The others are %4.</source>
        <extracomment>%1 is a number of instances, %2 an organization, %3 how many of them are connected, %4 names of the others</extracomment>
        <translation>%2 tem %1 instâncias; conectadas: %3. As outras são %4.</translation>
    </message>
    <message>
        <source>%1 has %2 active rows in the database, and only one is allowed: %3.</source>
        <extracomment>%1 is an organization, %2 the number of its enabled rows, %3 what they name</extracomment>
        <translation>%1 tem %2 linhas ativas no banco de dados, e só uma é permitida: %3.</translation>
    </message>
    <message>
        <source>The phone %1 is connected here and at %2.</source>
        <extracomment>%1 is a phone number, %2 names of instances</extracomment>
        <translation>O celular %1 está conectado aqui e em %2.</translation>
    </message>
    <message>
        <source>The number %1 is in this row and in the active row of %2.</source>
        <extracomment>%1 is a phone number, %2 names of instances</extracomment>
        <translation>O número %1 está nesta linha e na linha ativa de %2.</translation>
    </message>
</context>
<context>
    <name>steward::EmptyRows</name>
    <message>
        <source>Reading</source>
        <translation>Lendo</translation>
    </message>
    <message>
        <source>Nothing was read yet</source>
        <translation>Nada foi lido ainda</translation>
    </message>
    <message>
        <source>Read the stores to see which instances there are.</source>
        <translation>Leia as bases para ver quais instâncias existem.</translation>
    </message>
    <message>
        <source>Nothing matches “%1”</source>
        <extracomment>%1 is what was typed</extracomment>
        <translation>Nada corresponde a “%1”</translation>
    </message>
    <message>
        <source>No organization, phone or instance has this text.</source>
        <translation>Nenhuma organização, nenhum telefone e nenhuma instância tem este texto.</translation>
    </message>
    <message>
        <source>Nothing in “%1”</source>
        <extracomment>%1 is the title of a view</extracomment>
        <translation>Nada em “%1”</translation>
    </message>
    <message>
        <source>No instance is in this view now.</source>
        <translation>Nenhuma instância está nesta vista agora.</translation>
    </message>
    <message>
        <source>Everything agrees</source>
        <translation>Tudo confere</translation>
    </message>
    <message numerus="yes">
        <source>All %n instance(s) say the same in all three stores.</source>
        <translation>
            <numerusform>As três bases dizem o mesmo da %Ln instância.</numerusform>
            <numerusform>As três bases dizem o mesmo de todas as %Ln instâncias.</numerusform>
        </translation>
    </message>
    <message>
        <source>No instances yet</source>
        <translation>Nenhuma instância ainda</translation>
    </message>
    <message>
        <source>The stores were read and are empty. Create the first one, or import a list.</source>
        <translation>As bases foram lidas e estão vazias. Crie a primeira, ou importe uma lista.</translation>
    </message>
    <message>
        <source>No instance could be read</source>
        <translation>Nenhuma instância pôde ser lida</translation>
    </message>
    <message>
        <source>A store was not read, so there may be some. The notice above says why.</source>
        <translation>Uma base não foi lida, então pode haver alguma. O aviso acima diz por quê.</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>Ler de novo</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>Limpar filtro</translation>
    </message>
    <message>
        <source>Esc does the same.</source>
        <translation>Esc faz o mesmo.</translation>
    </message>
    <message>
        <source>Show all instances</source>
        <translation>Mostrar todas as instâncias</translation>
    </message>
    <message>
        <source>New instance</source>
        <translation>Nova instância</translation>
    </message>
    <message>
        <source>From a file…</source>
        <translation>De um arquivo…</translation>
    </message>
</context>
<context>
    <name>steward::Environment</name>
    <message>
        <source>Production</source>
        <translation>Produção</translation>
    </message>
    <message>
        <source>Staging</source>
        <translation>Homologação</translation>
    </message>
    <message>
        <source>Development</source>
        <translation>Desenvolvimento</translation>
    </message>
</context>
<context>
    <name>steward::EnvironmentButton</name>
    <message>
        <source>Workspaces</source>
        <translation>Espaços de trabalho</translation>
    </message>
    <message>
        <source>Invented clinics</source>
        <translation>Clínicas inventadas</translation>
    </message>
    <message>
        <source>%1 · read only</source>
        <extracomment>%1 is a workspace&apos;s name</extracomment>
        <translation>%1 · somente leitura</translation>
    </message>
    <message>
        <source>%1, %2: workspaces</source>
        <extracomment>The name of a menu, for screen readers: %1 is the environment, %2 the workspace</extracomment>
        <translation>%1, %2: espaços de trabalho</translation>
    </message>
    <message>
        <source>%1 · staff</source>
        <extracomment>%1 is a workspace&apos;s name: who opened it is no administrator</extracomment>
        <translation>%1 · equipe</translation>
    </message>
</context>
<context>
    <name>steward::EnvironmentLook</name>
    <message>
        <source>PRACTICE</source>
        <translation>PRÁTICA</translation>
    </message>
    <message>
        <source>%1 in practice</source>
        <extracomment>%1 is what a button does, such as &quot;Delete 6 instances&quot;</extracomment>
        <translation>%1 na prática</translation>
    </message>
    <message>
        <source>%1 in staging</source>
        <extracomment>%1 is what a button does, such as &quot;Delete 6 instances&quot;</extracomment>
        <translation>%1 em homologação</translation>
    </message>
    <message>
        <source>%1 in development</source>
        <extracomment>%1 is what a button does, such as &quot;Delete 6 instances&quot;</extracomment>
        <translation>%1 em desenvolvimento</translation>
    </message>
    <message>
        <source>%1 in production</source>
        <extracomment>%1 is what a button does, such as &quot;Delete 6 instances&quot;</extracomment>
        <translation>%1 em produção</translation>
    </message>
</context>
<context>
    <name>steward::EnvironmentSettings</name>
    <message>
        <source>The variable %1 cannot be used. %2</source>
        <extracomment>%1 is an environment variable, %2 is a sentence that says what is wrong with its value</extracomment>
        <translation>A variável %1 não pode ser usada. %2</translation>
    </message>
    <message numerus="yes">
        <source>%n variable(s) are not set: %1. Set them, name a profile, or try it with --practice.</source>
        <extracomment>%n is the number of variables, %1 lists their names</extracomment>
        <translation>
            <numerusform>%Ln variável não está definida: %1. Defina-a, indique um perfil, ou experimente com --practice.</numerusform>
            <numerusform>%Ln variáveis não estão definidas: %1. Defina-as, indique um perfil, ou experimente com --practice.</numerusform>
        </translation>
    </message>
    <message>
        <source>On the command line you can also set %1.</source>
        <extracomment>%1 is an environment variable</extracomment>
        <translation>Na linha de comando você também pode definir %1.</translation>
    </message>
    <message>
        <source>Environment variables</source>
        <translation>Variáveis de ambiente</translation>
    </message>
    <message>
        <source>No API key is stored for this profile. Enter it in the profile&apos;s settings, or set %1.</source>
        <extracomment>%1 is an environment variable</extracomment>
        <translation>Não há chave de API guardada para este perfil. Digite-a nos ajustes do perfil, ou defina %1.</translation>
    </message>
    <message>
        <source>It holds a line break or another sign that no key has.</source>
        <translation>Contém uma quebra de linha ou outro sinal que nenhuma chave tem.</translation>
    </message>
    <message>
        <source>It needs %1 beside it.</source>
        <extracomment>%1 is an environment variable</extracomment>
        <translation>Precisa de %1 junto.</translation>
    </message>
    <message>
        <source>It is one of production, staging and development.</source>
        <translation>É uma destas: production, staging e development.</translation>
    </message>
    <message>
        <source>It is one of 1, true, yes, 0, false, no.</source>
        <translation>É um destes: 1, true, yes, 0, false, no.</translation>
    </message>
    <message>
        <source>It is staff or administrator.</source>
        <translation>Pode ser staff ou administrator.</translation>
    </message>
</context>
<context>
    <name>steward::EvolutionServer</name>
    <message>
        <source>The Evolution API server&apos;s address is not of the form https://host. Correct it in the profile.</source>
        <translation>O endereço do servidor Evolution API não tem a forma https://host. Corrija no perfil.</translation>
    </message>
    <message>
        <source>The Evolution API server&apos;s address holds a user name. Enter the address without it, and the key in its own field.</source>
        <translation>O endereço do servidor Evolution API contém um nome de usuário. Digite o endereço sem ele, e a chave no campo dela.</translation>
    </message>
    <message>
        <source>The API key holds a line break or another control character. Enter it again.</source>
        <translation>A chave de API contém uma quebra de linha ou outro caractere de controle. Digite de novo.</translation>
    </message>
    <message>
        <source>The Evolution API server&apos;s host name is not known. Check the address in the profile and this computer&apos;s network.</source>
        <translation>O nome de host do servidor Evolution API não é conhecido. Confira o endereço no perfil e a rede deste computador.</translation>
    </message>
    <message>
        <source>Nothing answers at the Evolution API server&apos;s address. Check the address in the profile, and whether the server is running.</source>
        <translation>Nada responde no endereço do servidor Evolution API. Confira o endereço no perfil e se o servidor está funcionando.</translation>
    </message>
    <message>
        <source>The Evolution API server has an IPv6 address only, and this network has no IPv6. Use a network with IPv6, or have the server given an IPv4 address.</source>
        <translation>O servidor Evolution API só tem endereço IPv6, e esta rede não tem IPv6. Use uma rede com IPv6, ou peça um endereço IPv4 para o servidor.</translation>
    </message>
    <message>
        <source>The connection to the Evolution API server ended before its answer was complete. Try again, or ask the doctor.</source>
        <translation>A conexão com o servidor Evolution API terminou antes que a resposta estivesse completa. Tente de novo, ou consulte o diagnóstico.</translation>
    </message>
    <message>
        <source>The Evolution API server&apos;s certificate is not trusted on this computer. Enter its CA file in the profile.</source>
        <translation>O certificado do servidor Evolution API não é confiável neste computador. Indique o arquivo da CA dele no perfil.</translation>
    </message>
    <message>
        <source>The Evolution API server sends an incomplete chain of certificates: the one between its own and the authority&apos;s is missing. Have the full chain installed there, or enter the missing certificate as CA file in the profile.</source>
        <translation>O servidor Evolution API envia uma cadeia de certificados incompleta: falta o que fica entre o dele e o da autoridade. Peça que a cadeia completa seja instalada lá, ou indique o certificado que falta como arquivo da CA no perfil.</translation>
    </message>
    <message>
        <source>The Evolution API server, or something in front of it, asks for a client certificate. Use an address that asks for none.</source>
        <translation>O servidor Evolution API, ou algo na frente dele, pede um certificado de cliente. Use um endereço que não peça nenhum.</translation>
    </message>
    <message>
        <source>The Evolution API server&apos;s certificate is out of its dates. Have it renewed, and check this computer&apos;s clock.</source>
        <translation>O certificado do servidor Evolution API está fora do prazo. Peça a renovação e confira o relógio deste computador.</translation>
    </message>
    <message>
        <source>The Evolution API server&apos;s certificate was issued for another name. Use the name that stands in the certificate.</source>
        <translation>O certificado do servidor Evolution API foi emitido para outro nome. Use o nome que está no certificado.</translation>
    </message>
    <message>
        <source>What answers at the Evolution API server&apos;s address does not encrypt. Check the port, or whether the address begins with http.</source>
        <translation>O que responde no endereço do servidor Evolution API não usa criptografia. Confira a porta, ou se o endereço começa com http.</translation>
    </message>
    <message>
        <source>The Evolution API server would be reached without encryption. Use an https address, or allow it in the profile.</source>
        <translation>O servidor Evolution API seria alcançado sem criptografia. Use um endereço https, ou permita isso no perfil.</translation>
    </message>
    <message>
        <source>The encrypted connection to the Evolution API server could not be set up. Ask the doctor for the cause.</source>
        <translation>A conexão com criptografia com o servidor Evolution API não pôde ser estabelecida. Consulte o diagnóstico para saber a causa.</translation>
    </message>
    <message>
        <source>The Evolution API server does not accept the API key. Enter the server&apos;s global key in the profile.</source>
        <translation>O servidor Evolution API não aceita a chave de API. Digite a chave global do servidor no perfil.</translation>
    </message>
    <message>
        <source>Something in front of the Evolution API server asks for a login (it is not about the API key). Have it let this computer through, or enter the address behind it.</source>
        <translation>Algo na frente do servidor Evolution API pede um login (não tem a ver com a chave de API). Peça que deixe este computador passar, ou digite o endereço que fica atrás.</translation>
    </message>
    <message>
        <source>This profile only reads, so the server was left as it is. Choose a profile that may change it.</source>
        <translation>Este perfil só lê, então o servidor ficou como está. Escolha um perfil que possa mudá-lo.</translation>
    </message>
    <message>
        <source>No request can reach an instance of this name. Ask the server&apos;s administrator to rename or remove it in the server&apos;s database.</source>
        <translation>Nenhum pedido alcança uma instância com este nome. Peça ao administrador do servidor que a renomeie ou remova no banco de dados do servidor.</translation>
    </message>
    <message>
        <source>The Evolution API server has no such instance. Read the list again.</source>
        <translation>O servidor Evolution API não tem essa instância. Leia a lista de novo.</translation>
    </message>
    <message>
        <source>An instance of this name exists already on the Evolution API server. If it is not in the list, it belongs to another client of that server: choose another name.</source>
        <translation>Já existe uma instância com este nome no servidor Evolution API. Se ela não está na lista, pertence a outro cliente desse servidor: escolha outro nome.</translation>
    </message>
    <message>
        <source>The change was sent to the Evolution API server, but its answer did not come: it may have happened. Read the list again before you try once more.</source>
        <translation>A mudança foi enviada ao servidor Evolution API, mas a resposta não veio: pode ter acontecido. Leia a lista de novo antes de tentar outra vez.</translation>
    </message>
    <message>
        <source>The Evolution API server&apos;s answer was cut short, so nothing can be concluded from it. Read again.</source>
        <translation>A resposta do servidor Evolution API veio cortada, então nada se conclui dela. Leia de novo.</translation>
    </message>
    <message>
        <source>The Evolution API server reports an error of its own. Wait a moment and try again; if it stays so, look into the server&apos;s log.</source>
        <translation>O servidor Evolution API informa um erro próprio. Espere um momento e tente de novo; se continuar assim, olhe o log do servidor.</translation>
    </message>
    <message>
        <source>The Evolution API server refused. Check what was entered, then try again.</source>
        <translation>O servidor Evolution API recusou. Confira o que foi preenchido, depois tente de novo.</translation>
    </message>
    <message>
        <source>The Evolution API server&apos;s settings are incomplete or wrong. Check them in the profile.</source>
        <translation>As configurações do servidor Evolution API estão incompletas ou erradas. Confira no perfil.</translation>
    </message>
    <message>
        <source>What answers at the Evolution API server&apos;s address is not what an Evolution API server answers. Check the address in the profile, or ask the doctor.</source>
        <translation>O que responde no endereço do servidor Evolution API não é o que um servidor Evolution API responde. Confira o endereço no perfil, ou consulte o diagnóstico.</translation>
    </message>
    <message>
        <source>The Evolution API server</source>
        <translation>O servidor Evolution API</translation>
    </message>
    <message>
        <source>The Evolution API server refused: %1. Check what was entered, then try again.</source>
        <extracomment>%1 is what the server said, in its own language</extracomment>
        <translation>O servidor Evolution API recusou: %1. Confira o que foi preenchido, depois tente de novo.</translation>
    </message>
    <message>
        <source>The Evolution API server failed in the middle of the change and does not say how far it came. Read the list again before you try once more; if it fails again, restart the instance or the server.</source>
        <translation>O servidor Evolution API falhou no meio da mudança e não diz até onde chegou. Leia a lista de novo antes de tentar outra vez; se falhar de novo, reinicie a instância ou o servidor.</translation>
    </message>
    <message>
        <source>The Evolution API server&apos;s address redirects elsewhere without saying where. Ask for the address that is right, and enter it in the profile.</source>
        <translation>O endereço do servidor Evolution API redireciona para outro lugar sem dizer qual. Pergunte qual é o endereço certo e digite-o no perfil.</translation>
    </message>
    <message>
        <source>The Evolution API server&apos;s address redirects to %1: enter that address in the profile.</source>
        <extracomment>%1 is an address such as https://host/path</extracomment>
        <translation>O endereço do servidor Evolution API redireciona para %1: digite esse endereço no perfil.</translation>
    </message>
    <message>
        <source>The Evolution API server&apos;s address redirects to %1. Enter the address that the server has there; if that is a login page, have it let this computer through.</source>
        <extracomment>%1 is an address such as https://host/login</extracomment>
        <translation>O endereço do servidor Evolution API redireciona para %1. Digite o endereço que o servidor tem lá; se for uma página de login, peça que ela deixe este computador passar.</translation>
    </message>
    <message>
        <source>The proxy in front of the Evolution API server cannot reach it (status %1). Look whether the server is running, then read again.</source>
        <extracomment>%1 is a status such as 502</extracomment>
        <translation>O proxy na frente do servidor Evolution API não o alcança (status %1). Veja se o servidor está funcionando, depois leia de novo.</translation>
    </message>
    <message>
        <source>Something in front of the Evolution API server (a proxy or a firewall) refused the request with status %1. Ask who looks after it to let it through.</source>
        <extracomment>%1 is a status such as 403</extracomment>
        <translation>Algo na frente do servidor Evolution API (um proxy ou um firewall) recusou o pedido com status %1. Peça a quem cuida disso que o deixe passar.</translation>
    </message>
    <message>
        <source>The API key belongs to a single instance, so the others cannot be seen. Enter the server&apos;s global key in the profile.</source>
        <translation>A chave de API pertence a uma só instância, então as outras não podem ser vistas. Digite a chave global do servidor no perfil.</translation>
    </message>
    <message>
        <source>The variable %1 names no proxy. Write http://HOST:PORT or socks5://HOST:PORT, with USER:PASSWORD@ in front of HOST where the proxy asks for a login; or none, for no proxy.</source>
        <extracomment>%1 is an environment variable</extracomment>
        <translation>A variável %1 não indica nenhum proxy. Escreva http://HOST:PORTA ou socks5://HOST:PORTA, com USUÁRIO:SENHA@ antes de HOST se o proxy pedir um login; ou none, para nenhum proxy.</translation>
    </message>
</context>
<context>
    <name>steward::FileOpening</name>
    <message>
        <source>The file %1 is neither a plan nor a profile of Steward.</source>
        <extracomment>%1 is a file&apos;s name</extracomment>
        <translation>O arquivo %1 não é um plano nem um perfil do Steward.</translation>
    </message>
    <message>
        <source>Open the workspace that the plan %1 was made in. It is shown there.</source>
        <extracomment>%1 is a file&apos;s name</extracomment>
        <translation>Abra o espaço de trabalho em que o plano %1 foi feito. Ele aparece lá.</translation>
    </message>
</context>
<context>
    <name>steward::FilterField</name>
    <message>
        <source>What can be typed here</source>
        <translation>O que se pode digitar aqui</translation>
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
        <translation>Limpar: manter a instância que funciona e excluir as outras.</translation>
    </message>
    <message>
        <source>Extra row</source>
        <translation>Linha a mais</translation>
    </message>
    <message>
        <source>Clean up: keep the row of the instance that works and remove the others.</source>
        <translation>Limpar: manter a linha da instância que funciona e remover as outras.</translation>
    </message>
    <message>
        <source>Same phone</source>
        <translation>Mesmo celular</translation>
    </message>
    <message>
        <source>Decide which instance keeps the number, then disable or delete the other.</source>
        <translation>Decida qual instância fica com o número, depois desative ou exclua a outra.</translation>
    </message>
    <message>
        <source>Ghost</source>
        <translation>Fantasma</translation>
    </message>
    <message>
        <source>Ask the server&apos;s administrator for a restart. Only that helps.</source>
        <translation>Peça ao administrador do servidor um reinício. Só isso ajuda.</translation>
    </message>
    <message>
        <source>Hidden</source>
        <translation>Escondida</translation>
    </message>
    <message>
        <source>Ask the server&apos;s administrator why the server runs it but does not list it.</source>
        <translation>Pergunte ao administrador do servidor por que o servidor a executa mas não a lista.</translation>
    </message>
    <message>
        <source>No row</source>
        <translation>Sem linha</translation>
    </message>
    <message>
        <source>Assign an organization: Steward writes a row for it.</source>
        <translation>Atribuir uma organização: o Steward grava uma linha para ela.</translation>
    </message>
    <message>
        <source>No instance</source>
        <translation>Sem instância</translation>
    </message>
    <message>
        <source>If its instance runs under another name, assign that one. Otherwise create the instance, or remove the row.</source>
        <translation>Se a instância está em execução com outro nome, atribua essa. Senão crie a instância, ou remova a linha.</translation>
    </message>
    <message>
        <source>Leftover cache</source>
        <translation>Sobra no cache</translation>
    </message>
    <message>
        <source>Drop the entry.</source>
        <translation>Descartar a entrada.</translation>
    </message>
    <message>
        <source>Cache differs</source>
        <translation>Cache difere</translation>
    </message>
    <message>
        <source>Repair: write the entry again from the row.</source>
        <translation>Reparar: gravar a entrada de novo a partir da linha.</translation>
    </message>
    <message>
        <source>Cache unreadable</source>
        <translation>Cache ilegível</translation>
    </message>
    <message>
        <source>Repair: write the entry again from the row, or drop it where there is no row.</source>
        <translation>Reparar: gravar a entrada de novo a partir da linha, ou descartá-la onde não há linha.</translation>
    </message>
    <message>
        <source>Never expires</source>
        <translation>Nunca expira</translation>
    </message>
    <message>
        <source>Repair: give the entry a time left.</source>
        <translation>Reparar: dar à entrada um tempo restante.</translation>
    </message>
    <message>
        <source>Status differs</source>
        <translation>Status difere</translation>
    </message>
    <message>
        <source>Repair: write the server&apos;s state to the row.</source>
        <translation>Reparar: gravar o estado do servidor na linha.</translation>
    </message>
    <message>
        <source>States differ</source>
        <translation>Estados diferem</translation>
    </message>
    <message>
        <source>Restart the instance on the server. Until then its row is left as it is.</source>
        <translation>Reinicie a instância no servidor. Até lá a linha fica como está.</translation>
    </message>
    <message>
        <source>Phone differs</source>
        <translation>Telefone difere</translation>
    </message>
    <message>
        <source>Use this phone: write the connected number to the row.</source>
        <translation>Usar este telefone: gravar na linha o número conectado.</translation>
    </message>
    <message>
        <source>Organization differs</source>
        <translation>Organização difere</translation>
    </message>
    <message>
        <source>Decide which organization it belongs to.</source>
        <translation>Decida a qual organização ela pertence.</translation>
    </message>
    <message>
        <source>Connection lost</source>
        <translation>Conexão perdida</translation>
    </message>
    <message>
        <source>Pair the phone again.</source>
        <translation>Pareie o celular de novo.</translation>
    </message>
    <message>
        <source>Pairing stuck</source>
        <translation>Pareamento parado</translation>
    </message>
    <message>
        <source>Reset the pairing: delete the instance and create it again under the same name.</source>
        <translation>Refazer o pareamento: excluir a instância e criá-la de novo com o mesmo nome.</translation>
    </message>
    <message>
        <source>Off but connected</source>
        <translation>Desativada mas conectada</translation>
    </message>
    <message>
        <source>Unlink the phone, or enable the row.</source>
        <translation>Desconecte o celular, ou ative a linha.</translation>
    </message>
    <message>
        <source>Row without name</source>
        <translation>Linha sem nome</translation>
    </message>
    <message>
        <source>Decide: name its instance, or remove the row.</source>
        <translation>Decida: dar o nome da instância, ou remover a linha.</translation>
    </message>
    <message>
        <source>Unusable name</source>
        <translation>Nome inutilizável</translation>
    </message>
    <message>
        <source>Ask the server&apos;s administrator to remove it from the server&apos;s database.</source>
        <translation>Peça ao administrador do servidor que a remova do banco de dados do servidor.</translation>
    </message>
    <message>
        <source>Webhook differs</source>
        <translation>Webhook difere</translation>
    </message>
    <message>
        <source>Repair: set the webhook to the row&apos;s address.</source>
        <translation>Reparar: definir o webhook com o endereço da linha.</translation>
    </message>
    <message>
        <source>Not cached</source>
        <translation>Fora do cache</translation>
    </message>
    <message>
        <source>It fills by itself. To do it now, fill the cache.</source>
        <translation>Preenche-se sozinho. Para fazer agora, preencha o cache.</translation>
    </message>
    <message>
        <source>Leftovers</source>
        <translation>Restos</translation>
    </message>
    <message>
        <source>Look at the messages, then clear the queues.</source>
        <translation>Olhe as mensagens, depois esvazie as filas.</translation>
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
        <translation>Mantém %1: %2</translation>
    </message>
    <message numerus="yes">
        <source>%n instance(s)</source>
        <translation>
            <numerusform>%Ln instância</numerusform>
            <numerusform>%Ln instâncias</numerusform>
        </translation>
    </message>
    <message>
        <source>keeps %1</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>mantém %1</translation>
    </message>
    <message>
        <source>Needs your decision</source>
        <translation>Precisa da sua decisão</translation>
    </message>
    <message>
        <source>Ready to clean</source>
        <translation>Pronto para limpar</translation>
    </message>
</context>
<context>
    <name>steward::GuardInspection</name>
    <message>
        <source>There is no save function.</source>
        <translation>Não há função de gravação.</translation>
    </message>
    <message>
        <source>Two calls at once can insert twice, or a disabled row is taken over.</source>
        <translation>Duas chamadas ao mesmo tempo podem inserir duas vezes, ou uma linha desativada é tomada.</translation>
    </message>
    <message>
        <source>Its search path is not fixed, so another&apos;s objects could take the place of its own.</source>
        <translation>O caminho de busca dela não é fixo, então objetos de outro poderiam tomar o lugar dos dela.</translation>
    </message>
    <message>
        <source>Anonymous visitors may call it.</source>
        <translation>Visitantes anônimos podem chamá-la.</translation>
    </message>
    <message>
        <source>There is no such table.</source>
        <translation>Não há essa tabela.</translation>
    </message>
    <message>
        <source>Columns are missing, or of another type.</source>
        <translation>Faltam colunas, ou são de outro tipo.</translation>
    </message>
    <message>
        <source>Row-level security is off, or a policy opens it to others.</source>
        <translation>A segurança por linha está desligada, ou uma política a abre a outros.</translation>
    </message>
    <message>
        <source>Anonymous visitors have rights to it.</source>
        <translation>Visitantes anônimos têm direitos sobre ela.</translation>
    </message>
    <message>
        <source>Its rows can be changed or deleted.</source>
        <translation>As linhas dela podem ser mudadas ou excluídas.</translation>
    </message>
    <message>
        <source>Roles have more rights to it than to add and to read.</source>
        <translation>Há papéis com mais direitos sobre ela do que acrescentar e ler.</translation>
    </message>
    <message>
        <source>These roles may not write to it, so Steward could change nothing with them: %1.</source>
        <extracomment>%1 is a list of roles of the database</extracomment>
        <translation>Estes papéis não podem gravar nela, então o Steward não poderia mudar nada com eles: %1.</translation>
    </message>
    <message>
        <source>There is no such index.</source>
        <translation>Não há esse índice.</translation>
    </message>
    <message>
        <source>An index that was not built to its end is left over; it is built again.</source>
        <translation>Sobrou um índice que não foi construído até o fim; ele é construído de novo.</translation>
    </message>
    <message>
        <source>There is no such trigger.</source>
        <translation>Não há esse gatilho.</translation>
    </message>
    <message>
        <source>The role %1 does not own what has to be changed. Set STEWARD_DATABASE_OWNER_URL to the owner&apos;s credentials, or hand on what &quot;steward-cli guards sql&quot; prints.</source>
        <extracomment>%1 is a role of the database</extracomment>
        <translation>O papel %1 não é dono do que precisa mudar. Defina STEWARD_DATABASE_OWNER_URL com as credenciais do dono, ou entregue o que &quot;steward-cli guards sql&quot; escreve.</translation>
    </message>
</context>
<context>
    <name>steward::GuardList</name>
    <message>
        <source>Clean &amp;up…</source>
        <translation>&amp;Limpar…</translation>
    </message>
    <message>
        <source>Clean up the duplicates</source>
        <translation>Limpar as duplicadas</translation>
    </message>
</context>
<context>
    <name>steward::GuardScript</name>
    <message>
        <source>Steward&apos;s guards, for the owner of the tables to run with psql. Each part stands by itself.</source>
        <translation>Salvaguardas do Steward, para o dono das tabelas executar com psql. Cada parte vale por si.</translation>
    </message>
</context>
<context>
    <name>steward::GuardsApply</name>
    <message>
        <source>Everybody can use the role %1, so it must not call the save function. Choose the role of the backend.</source>
        <extracomment>%1 is a role of the database</extracomment>
        <translation>Todos podem usar o papel %1, então ele não deve chamar a função de gravação. Escolha o papel do backend.</translation>
    </message>
    <message>
        <source>The database has no role %1. Check the spelling.</source>
        <extracomment>%1 is a role of the database</extracomment>
        <translation>O banco de dados não tem o papel %1. Confira a grafia.</translation>
    </message>
</context>
<context>
    <name>steward::GuardsCommand</name>
    <message>
        <source>Organizations with more than one active row:</source>
        <translation>Organizações com mais de uma linha ativa:</translation>
    </message>
    <message>
        <source>Database %1, as %2</source>
        <extracomment>%1 is a database&apos;s name, %2 a role of it</extracomment>
        <translation>Banco de dados %1, como %2</translation>
    </message>
    <message>
        <source>These roles lose the right to call the save function: %1.</source>
        <extracomment>%1 lists roles of the database</extracomment>
        <translation>Estes papéis perdem o direito de chamar a função de gravação: %1.</translation>
    </message>
    <message>
        <source>There is nothing to add now.</source>
        <translation>Não há nada a adicionar agora.</translation>
    </message>
    <message>
        <source>Will be added:</source>
        <translation>Serão adicionadas:</translation>
    </message>
    <message>
        <source>Today everybody may call the save function. Only the roles named here keep that right.</source>
        <translation>Hoje todos podem chamar a função de gravação. Só os papéis nomeados aqui mantêm esse direito.</translation>
    </message>
    <message>
        <source>Keeps the right to call the save function: %1.</source>
        <extracomment>%1 lists roles of the database</extracomment>
        <translation>Mantém o direito de chamar a função de gravação: %1.</translation>
    </message>
    <message>
        <source>added</source>
        <translation>adicionada</translation>
    </message>
    <message>
        <source>was there already</source>
        <translation>já existia</translation>
    </message>
    <message>
        <source>NOT added</source>
        <translation>NÃO adicionada</translation>
    </message>
    <message>
        <source>left as it was</source>
        <translation>fica como estava</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>não se sabe</translation>
    </message>
    <message>
        <source>Once that is settled, run: steward-cli guards apply</source>
        <translation>Quando isso estiver resolvido, execute: steward-cli guards apply</translation>
    </message>
    <message>
        <source>This profile is read only, so nothing was changed. Use a profile that may change the database, or give the SQL of “steward-cli guards sql” to the tables&apos; owner.</source>
        <translation>Este perfil é somente leitura, então nada foi mudado. Use um perfil que possa mudar o banco de dados, ou dê o SQL de “steward-cli guards sql” ao dono das tabelas.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Nada foi mudado.</translation>
    </message>
    <message>
        <source>Add the database guards</source>
        <translation>Adicionar as salvaguardas do banco de dados</translation>
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
        <translation>Em vigor</translation>
    </message>
    <message>
        <source>Not used</source>
        <translation>Não usada</translation>
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
        <translation>Adicionada e comprovada</translation>
    </message>
    <message>
        <source>Not added</source>
        <translation>Não adicionada</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Ficou de fora</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>Não se sabe</translation>
    </message>
    <message>
        <source>One active row per organization</source>
        <translation>Uma linha ativa por organização</translation>
    </message>
    <message>
        <source>Fast search by name</source>
        <translation>Busca rápida por nome</translation>
    </message>
    <message>
        <source>Safe saving</source>
        <translation>Gravação segura</translation>
    </message>
    <message>
        <source>History of changes</source>
        <translation>Histórico de mudanças</translation>
    </message>
    <message>
        <source>Notice of every change</source>
        <translation>Aviso de toda mudança</translation>
    </message>
    <message>
        <source>Refuses a second active row for the same organization.</source>
        <translation>Recusa uma segunda linha ativa para a mesma organização.</translation>
    </message>
    <message>
        <source>An index, so that lookups stay quick with many rows.</source>
        <translation>Um índice, para que as buscas continuem rápidas com muitas linhas.</translation>
    </message>
    <message>
        <source>A save function that two people cannot run at once.</source>
        <translation>Uma função de gravação que duas pessoas não podem executar ao mesmo tempo.</translation>
    </message>
    <message>
        <source>Every change of a row is kept. Nothing in it can be altered.</source>
        <translation>Toda mudança em uma linha é guardada. O que foi guardado não pode ser alterado.</translation>
    </message>
    <message>
        <source>Tells other programs at once when a row changes.</source>
        <translation>Avisa outros programas na hora quando uma linha muda.</translation>
    </message>
    <message>
        <source>Not read</source>
        <translation>Não lido</translation>
    </message>
    <message>
        <source>Will be added</source>
        <translation>Será adicionada</translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation>Ninguém</translation>
    </message>
    <message>
        <source>Everybody else</source>
        <translation>Todos os outros</translation>
    </message>
    <message>
        <source>Guards</source>
        <translation>Salvaguardas</translation>
    </message>
    <message>
        <source>Rights</source>
        <translation>Direitos</translation>
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
        <translation>O banco de dados não tem esse papel: %1. Confira a grafia.</translation>
    </message>
    <message>
        <source>Database %1, seen as %2</source>
        <extracomment>%1 is a database&apos;s name, %2 the role by which the database knows us</extracomment>
        <translation>Banco de dados %1, visto como %2</translation>
    </message>
    <message>
        <source>No role that may call the save function now would lose that right.</source>
        <translation>Nenhum papel que pode chamar a função de gravação agora perderia esse direito.</translation>
    </message>
    <message>
        <source>These roles may call the save function now and no longer could:</source>
        <translation>Estes papéis podem chamar a função de gravação agora e não poderiam mais:</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <extracomment>%1 are names of organizations, %n how many more there are</extracomment>
        <translation>
            <numerusform>%1 e mais %Ln</numerusform>
            <numerusform>%1 e mais %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n organization(s) have several active rows:</source>
        <translation>
            <numerusform>%Ln organização tem várias linhas ativas:</numerusform>
            <numerusform>%Ln organizações têm várias linhas ativas:</numerusform>
        </translation>
    </message>
    <message>
        <source>%1. Clean up first, then add this guard.</source>
        <extracomment>%1 are names of organizations</extracomment>
        <translation>%1. Limpe primeiro e depois adicione esta salvaguarda.</translation>
    </message>
    <message>
        <source>The guards are being added. An index waits for every transaction that is open.</source>
        <translation>As salvaguardas estão sendo adicionadas. Um índice espera por todas as transações abertas.</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Lendo…</translation>
    </message>
    <message>
        <source>This workspace is read only. Hand the script under SQL to whoever may change the database.</source>
        <translation>Este espaço de trabalho é somente leitura. Entregue o script em SQL a quem possa mudar o banco de dados.</translation>
    </message>
    <message>
        <source>The database was not read.</source>
        <translation>O banco de dados não foi lido.</translation>
    </message>
    <message>
        <source>Remove the role that does not exist first.</source>
        <translation>Remova antes o papel que não existe.</translation>
    </message>
    <message>
        <source>All guards are in place.</source>
        <translation>Todas as salvaguardas estão em vigor.</translation>
    </message>
    <message>
        <source>Nothing can be added now. Each guard says what holds it back.</source>
        <translation>Nada pode ser adicionado agora. Cada salvaguarda diz o que a impede.</translation>
    </message>
    <message numerus="yes">
        <source>Add %n guard(s)</source>
        <translation>
            <numerusform>Adicionar %Ln salvaguarda</numerusform>
            <numerusform>Adicionar %Ln salvaguardas</numerusform>
        </translation>
    </message>
    <message>
        <source>Database guards</source>
        <translation>Salvaguardas</translation>
    </message>
    <message>
        <source>Rules inside the database that stop duplicates before they happen.</source>
        <translation>Regras dentro do banco de dados que impedem duplicadas antes que aconteçam.</translation>
    </message>
    <message>
        <source>This is what came of it.</source>
        <translation>Foi isto que aconteceu.</translation>
    </message>
    <message>
        <source>%1…</source>
        <extracomment>A button that shows a plan first: %1 is &quot;Add 2 guards&quot;</extracomment>
        <translation>%1…</translation>
    </message>
    <message>
        <source>Add guards…</source>
        <translation>Adicionar salvaguardas…</translation>
    </message>
    <message>
        <source>It is not as it was shown any more. Look at what would be done now, then press the button again.</source>
        <translation>Não está mais como foi mostrado. Veja o que seria feito agora, depois pressione o botão de novo.</translation>
    </message>
    <message>
        <source>Save the script</source>
        <translation>Salvar o script</translation>
    </message>
    <message>
        <source>SQL scripts (*.sql)</source>
        <translation>Scripts SQL (*.sql)</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <extracomment>%1 is a file</extracomment>
        <translation>Salvo como %1</translation>
    </message>
    <message>
        <source>Add the database guards</source>
        <translation>Adicionar as salvaguardas do banco de dados</translation>
    </message>
    <message>
        <source>Not all guards were added.</source>
        <translation>Nem todas as salvaguardas foram adicionadas.</translation>
    </message>
    <message>
        <source>Nothing was added: it is not as it was shown any more.</source>
        <translation>Nada foi adicionado: não está mais como foi mostrado.</translation>
    </message>
    <message>
        <source>The guards are added and read back.</source>
        <translation>As salvaguardas foram adicionadas e comprovadas.</translation>
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
        <translation>No máximo uma linha ativa por organização</translation>
    </message>
    <message>
        <source>Quick search for an instance&apos;s name</source>
        <translation>Busca rápida pelo nome de uma instância</translation>
    </message>
    <message>
        <source>A save function that cannot be raced or misused</source>
        <translation>Uma função de gravação que não se pode atropelar nem usar mal</translation>
    </message>
    <message>
        <source>A history of changes that is only added to</source>
        <translation>Um histórico de mudanças ao qual só se acrescenta</translation>
    </message>
    <message>
        <source>Notice of every change (optional)</source>
        <translation>Aviso de toda mudança (opcional)</translation>
    </message>
</context>
<context>
    <name>steward::HelpActions</name>
    <message>
        <source>Keys</source>
        <translation>Atalhos</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Tecla</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Ação</translation>
    </message>
    <message>
        <source>The support bundle is on the clipboard. It holds no password, key or token.</source>
        <translation>O pacote de suporte está na área de transferência. Ele não contém senha, chave nem token.</translation>
    </message>
    <message>
        <source>About Steward</source>
        <translation>Sobre o Steward</translation>
    </message>
    <message>
        <source>Steward %1</source>
        <extracomment>%1 is the version</extracomment>
        <translation>Steward %1</translation>
    </message>
    <message>
        <source>Shows what the WhatsApp server, the database and the cache each say of every clinic, and where they disagree.</source>
        <translation>Mostra o que o servidor de WhatsApp, o banco de dados e o cache dizem de cada clínica, e onde não concordam.</translation>
    </message>
</context>
<context>
    <name>steward::HelpWindow</name>
    <message>
        <source>Nothing in the manual has these words.</source>
        <translation>Nada no manual tem estas palavras.</translation>
    </message>
</context>
<context>
    <name>steward::HistoryView</name>
    <message>
        <source>Nothing is known of its past.</source>
        <translation>Nada se sabe do passado dela.</translation>
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
        <translation>Criada no servidor</translation>
    </message>
    <message>
        <source>Status now: %1</source>
        <extracomment>%1 is a status such as &quot;pending&quot;</extracomment>
        <translation>Status agora: %1</translation>
    </message>
    <message>
        <source>Row created</source>
        <translation>Linha criada</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Conectado</translation>
    </message>
    <message>
        <source>Last seen by the workers</source>
        <translation>Vista por último pelos programas de mensagens</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Resumo</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Comparar</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Histórico</translation>
    </message>
    <message>
        <source>Raw</source>
        <translation>Bruto</translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%Ln selecionada</numerusform>
            <numerusform>%Ln selecionadas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n organization(s). The list stands still while you choose.</source>
        <translation>
            <numerusform>%Ln organização. A lista fica parada enquanto você escolhe.</numerusform>
            <numerusform>%Ln organizações. A lista fica parada enquanto você escolhe.</numerusform>
        </translation>
    </message>
    <message>
        <source>Remove protection…</source>
        <translation>Remover proteção…</translation>
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
        <translation>Limpar…</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Mostrar todas</translation>
    </message>
    <message>
        <source>Show all with this phone</source>
        <translation>Mostrar todas com este telefone</translation>
    </message>
    <message>
        <source>Copy for the administrator</source>
        <translation>Copiar para o administrador</translation>
    </message>
    <message>
        <source>Pair again…</source>
        <translation>Parear de novo…</translation>
    </message>
    <message>
        <source>Reset pairing…</source>
        <translation>Refazer pareamento…</translation>
    </message>
    <message>
        <source>Enable…</source>
        <translation>Ativar…</translation>
    </message>
    <message>
        <source>Unlink phone…</source>
        <translation>Desconectar celular…</translation>
    </message>
    <message>
        <source>Assign organization…</source>
        <translation>Atribuir organização…</translation>
    </message>
    <message>
        <source>Choose its instance…</source>
        <translation>Escolher a instância…</translation>
    </message>
    <message>
        <source>Use this phone…</source>
        <translation>Usar este telefone…</translation>
    </message>
    <message>
        <source>Drop entry…</source>
        <translation>Descartar entrada…</translation>
    </message>
    <message>
        <source>Fill cache…</source>
        <translation>Preencher cache…</translation>
    </message>
    <message>
        <source>Clear…</source>
        <translation>Esvaziar…</translation>
    </message>
    <message>
        <source>Instance: %1</source>
        <extracomment>%1 is an instance&apos;s name on the server</extracomment>
        <translation>Instância: %1</translation>
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
        <translation>não lido</translation>
    </message>
    <message>
        <source>WhatsApp phone</source>
        <translation>Celular com WhatsApp</translation>
    </message>
    <message>
        <source>WhatsApp Business API</source>
        <translation>API WhatsApp Business</translation>
    </message>
    <message>
        <source>Evolution channel</source>
        <translation>Canal Evolution</translation>
    </message>
    <message>
        <source>other kind</source>
        <translation>outro tipo</translation>
    </message>
    <message>
        <source>not JSON</source>
        <translation>não é JSON</translation>
    </message>
    <message>
        <source>not a JSON object</source>
        <translation>não é um objeto JSON</translation>
    </message>
    <message>
        <source>a key of type %1</source>
        <extracomment>%1 is a type of Redis values, such as &quot;list&quot;</extracomment>
        <translation>uma chave do tipo %1</translation>
    </message>
    <message>
        <source>Presence</source>
        <translation>Presença</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>In memory</source>
        <translation>Na memória</translation>
    </message>
    <message>
        <source>not asked</source>
        <translation>não perguntado</translation>
    </message>
    <message>
        <source>Enabled</source>
        <translation>Ativada</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>sim</translation>
    </message>
    <message>
        <source>no</source>
        <translation>não</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Linhas</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>Tempo restante</translation>
    </message>
    <message>
        <source>never expires</source>
        <translation>nunca expira</translation>
    </message>
    <message>
        <source>%1 (in the name)</source>
        <extracomment>%1 is the organization whose id stands in the instance&apos;s name</extracomment>
        <translation>%1 (no nome)</translation>
    </message>
    <message>
        <source>Organization</source>
        <translation>Organização</translation>
    </message>
    <message>
        <source>Clinic</source>
        <translation>Clínica</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Telefone</translation>
    </message>
    <message>
        <source>Display name</source>
        <translation>Nome de exibição</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Mensagens</translation>
    </message>
    <message>
        <source>Contacts</source>
        <translation>Contatos</translation>
    </message>
    <message>
        <source>none is set</source>
        <translation>nenhum definido</translation>
    </message>
    <message>
        <source>switched off</source>
        <translation>desativada</translation>
    </message>
    <message>
        <source>Webhook</source>
        <translation>Webhook</translation>
    </message>
    <message>
        <source>Webhook token</source>
        <translation>Token do webhook</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Criada</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Mudada</translation>
    </message>
    <message>
        <source>Paired</source>
        <translation>Pareada</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>Vista por último</translation>
    </message>
    <message>
        <source>Older name</source>
        <translation>Nome antigo</translation>
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
        <translation>Entre %1 e %2, quando nada foi lido</translation>
    </message>
    <message>
        <source>In no store any more</source>
        <translation>Em nenhuma base mais</translation>
    </message>
    <message>
        <source>Solved: %1</source>
        <extracomment>%1 are problems such as &quot;Duplicate, Cache differs&quot;</extracomment>
        <translation>Resolvido: %1</translation>
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
        <translation>A primeira leitura guardada dela</translation>
    </message>
    <message>
        <source>Another phone</source>
        <translation>Outro celular</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <extracomment>%1 is a state such as &quot;Connected&quot;, %2 how long</extracomment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>not known %1</source>
        <extracomment>%1 is how long nothing was read</extracomment>
        <translation>não se sabe %1</translation>
    </message>
    <message>
        <source>Last 7 days: %1</source>
        <extracomment>%1 lists states and how long each lasted</extracomment>
        <translation>Últimos 7 dias: %1</translation>
    </message>
    <message>
        <source>No instance chosen</source>
        <translation>Nenhuma instância escolhida</translation>
    </message>
    <message>
        <source>Select one to see what each store says about it.</source>
        <translation>Selecione uma para ver o que cada base diz dela.</translation>
    </message>
    <message>
        <source>[↑] [↓] to move, [Space] to check</source>
        <extracomment>Keys stand in brackets and are drawn as such</extracomment>
        <translation>[↑] [↓] para mover, [Espaço] para marcar</translation>
    </message>
    <message>
        <source>Read again here.</source>
        <translation>Ler de novo aqui.</translation>
    </message>
    <message>
        <source>Only one of them can work for the organization.</source>
        <translation>Só uma delas pode funcionar para a organização.</translation>
    </message>
    <message>
        <source>It is left to chance which of its rows counts for the organization.</source>
        <translation>Fica por conta do acaso qual das linhas vale para a organização.</translation>
    </message>
    <message>
        <source>Messages of one organization may reach another.</source>
        <translation>Mensagens de uma organização podem chegar a outra.</translation>
    </message>
    <message>
        <source>The organization neither sends nor receives until the server runs it again.</source>
        <translation>A organização não envia nem recebe até o servidor a executar de novo.</translation>
    </message>
    <message>
        <source>It may go on sending and receiving although nobody sees it.</source>
        <translation>Ela pode continuar enviando e recebendo embora ninguém a veja.</translation>
    </message>
    <message>
        <source>Its messages reach no organization until it has a row.</source>
        <translation>As mensagens não chegam a nenhuma organização até ela ter uma linha.</translation>
    </message>
    <message>
        <source>The organization has no WhatsApp until its instance is there.</source>
        <translation>A organização não tem WhatsApp até a instância existir.</translation>
    </message>
    <message>
        <source>The organization loses nothing. The entry is in the way of a new instance of that name.</source>
        <translation>A organização não perde nada. A entrada atrapalha uma nova instância com esse nome.</translation>
    </message>
    <message>
        <source>Messages may go to the wrong organization, clinic or phone.</source>
        <translation>Mensagens podem ir para a organização, a clínica ou o telefone errado.</translation>
    </message>
    <message>
        <source>The organization&apos;s messages may wait until the entry is written again.</source>
        <translation>As mensagens da organização podem esperar até a entrada ser gravada de novo.</translation>
    </message>
    <message>
        <source>What changes for the organization is not noticed, since the entry is never renewed.</source>
        <translation>O que muda para a organização não é percebido, porque a entrada nunca é renovada.</translation>
    </message>
    <message>
        <source>Other programs take the organization for connected when it is not, or the other way.</source>
        <translation>Outros programas tomam a organização por conectada quando não está, ou o contrário.</translation>
    </message>
    <message>
        <source>The organization may work although it is shown as disconnected.</source>
        <translation>A organização pode funcionar embora apareça desconectada.</translation>
    </message>
    <message>
        <source>The organization writes from another number than its patients know.</source>
        <translation>A organização escreve de um número diferente do que os pacientes conhecem.</translation>
    </message>
    <message>
        <source>It is not certain to which organization its messages belong.</source>
        <translation>Não se sabe ao certo a qual organização pertencem as mensagens.</translation>
    </message>
    <message>
        <source>The organization neither sends nor receives until its phone is paired again.</source>
        <translation>A organização não envia nem recebe até o celular ser pareado de novo.</translation>
    </message>
    <message>
        <source>The organization is not connected, and no new code comes until the pairing is reset.</source>
        <translation>A organização não está conectada, e nenhum código novo virá até o pareamento ser refeito.</translation>
    </message>
    <message>
        <source>Its phone is linked, but nothing that arrives is used for the organization.</source>
        <translation>O celular está conectado, mas nada do que chega é usado para a organização.</translation>
    </message>
    <message>
        <source>The organization&apos;s row leads to no instance.</source>
        <translation>A linha da organização não leva a nenhuma instância.</translation>
    </message>
    <message>
        <source>Nothing can be done with it from here, for whichever organization it was made.</source>
        <translation>Nada pode ser feito com ela a partir daqui, seja qual for a organização para a qual foi criada.</translation>
    </message>
    <message>
        <source>Messages to the organization arrive at the wrong address, or nowhere.</source>
        <translation>As mensagens para a organização chegam ao endereço errado, ou a nenhum.</translation>
    </message>
    <message>
        <source>The organization loses nothing. Its next message takes a moment longer.</source>
        <translation>A organização não perde nada. A próxima mensagem demora um momento a mais.</translation>
    </message>
    <message>
        <source>What waits there would be delivered late if the name were used again.</source>
        <translation>O que espera ali seria entregue atrasado se o nome fosse usado de novo.</translation>
    </message>
    <message>
        <source>Ask the server&apos;s administrator to restart the Evolution server while no phone is being paired.</source>
        <translation>Peça ao administrador do servidor que reinicie o servidor Evolution quando nenhum celular estiver sendo pareado.</translation>
    </message>
    <message>
        <source>Wait a minute until it has started.</source>
        <translation>Espere um minuto até ele iniciar.</translation>
    </message>
    <message>
        <source>Ask the server&apos;s administrator why the server runs it but does not list it: it may have been made under another client name.</source>
        <translation>Pergunte ao administrador do servidor por que o servidor a executa mas não a lista: pode ter sido criada com outro client name.</translation>
    </message>
    <message>
        <source>The administrator lists it under this one, or removes it.</source>
        <translation>O administrador a lista com este nome, ou a remove.</translation>
    </message>
    <message>
        <source>Ask the server&apos;s administrator to restart this instance, or the Evolution server.</source>
        <translation>Peça ao administrador do servidor que reinicie esta instância, ou o servidor Evolution.</translation>
    </message>
    <message>
        <source>Ask the server&apos;s administrator to remove it from the server&apos;s own database, and to restart the server.</source>
        <translation>Peça ao administrador do servidor que a remova do banco de dados do próprio servidor, e reinicie o servidor.</translation>
    </message>
    <message>
        <source>Ask whose phone it is, and which organization keeps the number.</source>
        <translation>Pergunte de quem é o celular, e qual organização fica com o número.</translation>
    </message>
    <message>
        <source>Show all with this phone, select the other one, and disable or delete it.</source>
        <translation>Mostre todas com este telefone, selecione a outra, e desative-a ou exclua-a.</translation>
    </message>
    <message>
        <source>Create it…</source>
        <translation>Criar…</translation>
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
        <translation>Pareando</translation>
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
        <translation>Não lido</translation>
    </message>
    <message>
        <source>Unknown state</source>
        <translation>Estado desconhecido</translation>
    </message>
    <message>
        <source>The server lists it but does not run it.</source>
        <translation>O servidor a lista mas não a executa.</translation>
    </message>
    <message>
        <source>Waiting for a phone to scan the code.</source>
        <translation>Esperando um celular escanear o código.</translation>
    </message>
    <message>
        <source>No phone is linked.</source>
        <translation>Nenhum celular está conectado.</translation>
    </message>
    <message>
        <source>A phone is linked.</source>
        <translation>Um celular está conectado.</translation>
    </message>
    <message>
        <source>Neither the server&apos;s list nor its memory knows it.</source>
        <translation>Nem a lista nem a memória do servidor a conhecem.</translation>
    </message>
    <message>
        <source>The server was not read, or did not say whether it has it.</source>
        <translation>O servidor não foi lido, ou não disse se a tem.</translation>
    </message>
    <message>
        <source>The server says a word that Steward does not know.</source>
        <translation>O servidor diz uma palavra que o Steward não conhece.</translation>
    </message>
</context>
<context>
    <name>steward::InstanceTable</name>
    <message>
        <source>unreadable</source>
        <translation>ilegível</translation>
    </message>
    <message>
        <source>never expires</source>
        <translation>nunca expira</translation>
    </message>
    <message>
        <source>%1 left</source>
        <extracomment>%1 is a time such as &quot;56 min&quot;</extracomment>
        <translation>restam %1</translation>
    </message>
    <message>
        <source>switched off</source>
        <translation>desativada</translation>
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
        <translation>Banco</translation>
    </message>
    <message>
        <source>Cache</source>
        <translation>Cache</translation>
    </message>
    <message>
        <source>not read</source>
        <translation>não lido</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nada</translation>
    </message>
    <message>
        <source>%1 differs: %2</source>
        <extracomment>%1 is a store, %2 what it says of an instance: &quot;Database differs: pending&quot;</extracomment>
        <translation>%1 difere: %2</translation>
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
        <translation>Protegida: nenhum plano a exclui, desativa ou limpa.</translation>
    </message>
    <message>
        <source>No store says since when.</source>
        <translation>Nenhuma base diz desde quando.</translation>
    </message>
    <message>
        <source>open</source>
        <translation>aberta</translation>
    </message>
    <message>
        <source>connecting</source>
        <translation>conectando</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>fechada</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>desconhecida</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>ausente</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>sem resposta</translation>
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
            <numerusform>%Ln dia</numerusform>
            <numerusform>%Ln dias</numerusform>
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
            <numerusform>%Ln mês</numerusform>
            <numerusform>%Ln meses</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n y</source>
        <translation>
            <numerusform>%Ln ano</numerusform>
            <numerusform>%Ln anos</numerusform>
        </translation>
    </message>
    <message>
        <source>No organization</source>
        <translation>Sem organização</translation>
    </message>
    <message>
        <source>Left alone</source>
        <translation>Não mexer</translation>
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
        <translation>%1 (desativada)</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>sem limite</translation>
    </message>
    <message>
        <source>Organization</source>
        <translation>Organização</translation>
    </message>
    <message>
        <source>Whose it is, and the last six digits of its name on the server.</source>
        <translation>De quem é, e os últimos seis dígitos do nome no servidor.</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>What the server runs now, where it was asked; else what it lists.</source>
        <translation>O que o servidor executa agora, se foi perguntado; senão o que ele lista.</translation>
    </message>
    <message>
        <source>Stores</source>
        <translation>Bases</translation>
    </message>
    <message>
        <source>Server, database and cache: what each says of it.</source>
        <translation>Servidor, banco de dados e cache: o que cada um diz dela.</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Telefone</translation>
    </message>
    <message>
        <source>The connected number, else the one in its row or cache entry.</source>
        <translation>O número conectado, senão o da linha ou da entrada do cache.</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Desde</translation>
    </message>
    <message>
        <source>How long it has been in its state.</source>
        <translation>Há quanto tempo está em seu estado.</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problema</translation>
    </message>
    <message>
        <source>What is wrong, the worst first, and how much more there is.</source>
        <translation>O que está errado, o pior primeiro, e quanto mais há.</translation>
    </message>
    <message>
        <source>Name on the server</source>
        <translation>Nome no servidor</translation>
    </message>
    <message>
        <source>The instance&apos;s whole name.</source>
        <translation>O nome inteiro da instância.</translation>
    </message>
    <message>
        <source>Clinic</source>
        <translation>Clínica</translation>
    </message>
    <message>
        <source>The place of the organization that its row names.</source>
        <translation>O lugar da organização que a linha indica.</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Veredito</translation>
    </message>
    <message>
        <source>What it comes to. Works: connected, nothing wrong, and its messages arrive.</source>
        <translation>No que dá. Funciona: conectada, nada errado, e as mensagens chegam.</translation>
    </message>
    <message>
        <source>Listed as</source>
        <translation>Listada como</translation>
    </message>
    <message>
        <source>The state that the server&apos;s list tells.</source>
        <translation>O estado que a lista do servidor diz.</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Em execução</translation>
    </message>
    <message>
        <source>The state that the server keeps in memory, where it was asked.</source>
        <translation>O estado que o servidor guarda na memória, se foi perguntado.</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>Linha</translation>
    </message>
    <message>
        <source>The status of its row in the database.</source>
        <translation>O status da linha no banco de dados.</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>Tempo restante</translation>
    </message>
    <message>
        <source>How long its cache entry still lives.</source>
        <translation>Por quanto tempo a entrada do cache ainda vive.</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Idade</translation>
    </message>
    <message>
        <source>How long ago it was created.</source>
        <translation>Há quanto tempo foi criada.</translation>
    </message>
</context>
<context>
    <name>steward::InstancesPage</name>
    <message>
        <source>&amp;Pair…</source>
        <translation>&amp;Parear…</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <extracomment>How many rows are shown: %1 of %2</extracomment>
        <translation>%1 de %2</translation>
    </message>
    <message>
        <source>&amp;Save what is shown…</source>
        <translation>&amp;Salvar o que aparece…</translation>
    </message>
    <message>
        <source>&amp;As at first</source>
        <translation>&amp;Como no início</translation>
    </message>
    <message>
        <source>Copy %1</source>
        <extracomment>An action: %1 is a column, such as &quot;phone&quot;</extracomment>
        <translation>Copiar %1</translation>
    </message>
    <message>
        <source>Copy row</source>
        <translation>Copiar linha</translation>
    </message>
    <message numerus="yes">
        <source>Copy %n row(s)</source>
        <translation>
            <numerusform>Copiar %Ln linha</numerusform>
            <numerusform>Copiar %Ln linhas</numerusform>
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
            <numerusform>%Ln não verificada</numerusform>
            <numerusform>%Ln não verificadas</numerusform>
        </translation>
    </message>
    <message>
        <source>checked within %1</source>
        <extracomment>%1 is a time such as &quot;3 min&quot;: how old the oldest answer is</extracomment>
        <translation>verificado há no máximo %1</translation>
    </message>
    <message numerus="yes">
        <source>%n shown</source>
        <translation>
            <numerusform>%Ln aparece</numerusform>
            <numerusform>%Ln aparecem</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%Ln selecionada</numerusform>
            <numerusform>%Ln selecionadas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hidden and left alone</source>
        <extracomment>%n is how many of the selected rows the filter hides; it follows &quot;5 selected&quot;</extracomment>
        <translation>
            <numerusform>%Ln oculta, que fica como está</numerusform>
            <numerusform>%Ln ocultas, que ficam como estão</numerusform>
        </translation>
    </message>
    <message>
        <source>server</source>
        <translation>servidor</translation>
    </message>
    <message>
        <source>database</source>
        <translation>banco de dados</translation>
    </message>
    <message>
        <source>cache</source>
        <translation>cache</translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <extracomment>Stores: %1 is &quot;server&quot; or &quot;server, database&quot;, %2 is &quot;cache&quot;</extracomment>
        <translation>%1 e %2</translation>
    </message>
    <message numerus="yes">
        <source>%n shown, %1 unknown</source>
        <extracomment>%1 is &quot;server&quot;, &quot;server and cache&quot;: what was not read</extracomment>
        <translation>
            <numerusform>%Ln aparece, sem leitura: %1</numerusform>
            <numerusform>%Ln aparecem, sem leitura: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::Journal</name>
    <message>
        <source>The journal in %1 is damaged: record %2 was changed or is missing, and what comes after it cannot be trusted. Check with an audit that the stores agree, then move this folder elsewhere and keep it: a new journal starts by itself.</source>
        <extracomment>%1 is a folder&apos;s path, %2 the number of a record</extracomment>
        <translation>O diário em %1 está danificado: o registro %2 foi mudado ou falta, e o que vem depois dele não é confiável. Verifique com uma leitura se as bases concordam, depois mova esta pasta para outro lugar e guarde-a: um novo diário começa sozinho.</translation>
    </message>
    <message>
        <source>The journal in %1 is damaged, so it does not say for certain what Steward did last. Check with an audit that the stores agree, then move this folder elsewhere and keep it: a new journal starts by itself.</source>
        <extracomment>%1 is a folder&apos;s path</extracomment>
        <translation>O diário em %1 está danificado, então não diz com certeza o que o Steward fez por último. Verifique com uma leitura se as bases concordam, depois mova esta pasta para outro lugar e guarde-a: um novo diário começa sozinho.</translation>
    </message>
    <message>
        <source>The journal in %1 could not be read. Check whether you may read it, then try again.</source>
        <extracomment>%1 is the path of a file or folder</extracomment>
        <translation>O diário em %1 não pôde ser lido. Verifique se você pode lê-lo, depois tente de novo.</translation>
    </message>
    <message>
        <source>The journal in %1 could not be written. Check whether the disk is full and whether you may write there, then try again.</source>
        <extracomment>%1 is the path of a file or folder</extracomment>
        <translation>O diário em %1 não pôde ser gravado. Verifique se o disco está cheio e se você pode gravar ali, depois tente de novo.</translation>
    </message>
    <message>
        <source>The folder %1 is on a network drive, where a journal is not safe. Choose a folder on this computer with --data-dir.</source>
        <extracomment>%1 is a folder&apos;s path</extracomment>
        <translation>A pasta %1 fica em uma unidade de rede, onde um diário não está seguro. Escolha uma pasta neste computador com --data-dir.</translation>
    </message>
    <message>
        <source>The folder %1 is copied between computers, where a journal is not safe. Choose a folder that stays on this computer with --data-dir.</source>
        <extracomment>%1 is a folder&apos;s path</extracomment>
        <translation>A pasta %1 é copiada entre computadores, onde um diário não está seguro. Escolha uma pasta que fique neste computador com --data-dir.</translation>
    </message>
</context>
<context>
    <name>steward::JournalCommand</name>
    <message>
        <source>under way</source>
        <translation>em andamento</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>interrompida</translation>
    </message>
    <message>
        <source>done</source>
        <translation>feita</translation>
    </message>
    <message>
        <source>done in part</source>
        <translation>feita em parte</translation>
    </message>
    <message>
        <source>refused, nothing was changed</source>
        <translation>recusada, nada foi mudado</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>falhou</translation>
    </message>
    <message>
        <source>%1, by process %2</source>
        <extracomment>%1 is who began an operation, %2 the number of the process that works on it</extracomment>
        <translation>%1, pelo processo %2</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) whose result is not known</source>
        <extracomment>%n is how many changes were announced and have no known result yet</extracomment>
        <translation>
            <numerusform>%Ln mudança cujo resultado não se sabe</numerusform>
            <numerusform>%Ln mudanças cujo resultado não se sabe</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n notice(s) that no worker has heard yet. “journal resume” sends them as soon as one listens:</source>
        <extracomment>%n is the number of messages to the backend&apos;s worker processes</extracomment>
        <translation>
            <numerusform>%Ln aviso que nenhum programa de mensagens ouviu ainda. “journal resume” envia assim que um escutar:</numerusform>
            <numerusform>%Ln avisos que nenhum programa de mensagens ouviu ainda. “journal resume” envia assim que um escutar:</numerusform>
        </translation>
    </message>
    <message>
        <source>added</source>
        <translation>adicionada</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>removida</translation>
    </message>
    <message>
        <source>This profile is read only, so nothing can be finished with it. Use a profile that may change the stores.</source>
        <translation>Este perfil é somente leitura, então nada pode ser concluído com ele. Use um perfil que possa mudar as bases.</translation>
    </message>
    <message>
        <source>The journal is empty.</source>
        <translation>O diário está vazio.</translation>
    </message>
    <message numerus="yes">
        <source>The journal is complete and unchanged: %n record(s).</source>
        <extracomment>%n is the number of records in the journal</extracomment>
        <translation>
            <numerusform>O diário está completo e inalterado: %Ln registro.</numerusform>
            <numerusform>O diário está completo e inalterado: %Ln registros.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n operation(s) of another workspace were interrupted, such as: %1. Run “journal resume” with the profile, or with the addresses and the environment as they were written then.</source>
        <extracomment>%n is how many; %1 is the title of one of them</extracomment>
        <translation>
            <numerusform>%Ln operação de outro espaço de trabalho foi interrompida: %1. Execute “journal resume” com o perfil, ou com os endereços e o ambiente tal como foram escritos daquela vez.</numerusform>
            <numerusform>%Ln operações de outro espaço de trabalho foram interrompidas, como: %1. Execute “journal resume” com o perfil, ou com os endereços e o ambiente tal como foram escritos daquela vez.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing of this workspace was interrupted; there is nothing to finish.</source>
        <translation>Nada deste espaço de trabalho foi interrompido; não há nada a terminar.</translation>
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
        <translation>O histórico do banco de dados conta que ela mudou estas linhas. Os passos estão em outro diário, no computador onde foi feita.</translation>
    </message>
    <message>
        <source>Steps %1 to %2 of %3</source>
        <extracomment>%1 and %2 are the numbers of the first and the last step shown, %3 is how many there are</extracomment>
        <translation>Passos %1 a %2 de %3</translation>
    </message>
    <message>
        <source>No step of it had been begun.</source>
        <translation>Nenhum passo dela tinha começado.</translation>
    </message>
</context>
<context>
    <name>steward::JournalModel</name>
    <message>
        <source>Under way</source>
        <translation>Em andamento</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>Interrompida</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Feita</translation>
    </message>
    <message>
        <source>Done in part</source>
        <translation>Feita em parte</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Recusada</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Falhou</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Hoje</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Ontem</translation>
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
            <numerusform>%Ln linha, no histórico do banco de dados</numerusform>
            <numerusform>%Ln linhas, no histórico do banco de dados</numerusform>
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
        <translation>Lendo o diário…</translation>
    </message>
    <message>
        <source>Any time</source>
        <translation>Qualquer período</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Hoje</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Ontem</translation>
    </message>
    <message>
        <source>The last 7 days</source>
        <translation>Os últimos 7 dias</translation>
    </message>
    <message>
        <source>A range…</source>
        <translation>Um período…</translation>
    </message>
    <message>
        <source>Any result</source>
        <translation>Qualquer resultado</translation>
    </message>
    <message>
        <source>Not finished</source>
        <translation>Não concluída</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Feita</translation>
    </message>
    <message>
        <source>Done in part</source>
        <translation>Feita em parte</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Recusada</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Falhou</translation>
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
        <translation>Outros perfis</translation>
    </message>
    <message>
        <source>Other computers</source>
        <translation>Outros computadores</translation>
    </message>
    <message>
        <source>What other computers did could not be read. %1</source>
        <extracomment>%1 is a sentence that says why</extracomment>
        <translation>O que outros computadores fizeram não pôde ser lido. %1</translation>
    </message>
    <message numerus="yes">
        <source>Complete and unchanged: %n record(s), kept for 400 days on this computer.</source>
        <translation>
            <numerusform>Completo e inalterado: %Ln registro, guardado por 400 dias neste computador.</numerusform>
            <numerusform>Completo e inalterado: %Ln registros, guardados por 400 dias neste computador.</numerusform>
        </translation>
    </message>
    <message>
        <source>Any kind</source>
        <translation>Qualquer tipo</translation>
    </message>
    <message>
        <source>Nothing matches the filter.</source>
        <translation>Nada corresponde ao filtro.</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>Salvar o relatório</translation>
    </message>
    <message>
        <source>CSV files (*.csv);;JSON files (*.json)</source>
        <translation>Arquivos CSV (*.csv);;Arquivos JSON (*.json)</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Hora</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>Base</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Passo</translation>
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
        <translation>O diário não tem mais esta operação.</translation>
    </message>
    <message>
        <source>under way</source>
        <translation>em andamento</translation>
    </message>
    <message>
        <source>interrupted, not finished</source>
        <translation>interrompida, não concluída</translation>
    </message>
    <message>
        <source>done</source>
        <translation>feita</translation>
    </message>
    <message>
        <source>done in part</source>
        <translation>feita em parte</translation>
    </message>
    <message>
        <source>refused, nothing changed</source>
        <translation>recusada, nada mudou</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>falhou</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>Limpar filtro</translation>
    </message>
    <message>
        <source>The journal could not be read whole.</source>
        <translation>O diário não pôde ser lido por inteiro.</translation>
    </message>
    <message>
        <source>The journal is empty</source>
        <translation>O diário está vazio</translation>
    </message>
    <message>
        <source>Steward writes down every change before it makes it. There was none yet.</source>
        <translation>O Steward anota cada mudança antes de fazê-la. Ainda não houve nenhuma.</translation>
    </message>
</context>
<context>
    <name>steward::JournalWords</name>
    <message>
        <source>The plan</source>
        <translation>O plano</translation>
    </message>
    <message>
        <source>Begun; what is needed to restore it is kept here</source>
        <translation>Começou; o que é preciso para restaurar fica guardado aqui</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Terminou</translation>
    </message>
    <message>
        <source>Take log-outs and removals out of the webhook</source>
        <translation>Tirar saídas e remoções do webhook</translation>
    </message>
    <message>
        <source>Add log-outs and removals to the webhook again</source>
        <translation>Pôr saídas e remoções de novo no webhook</translation>
    </message>
    <message>
        <source>Log the phone out</source>
        <translation>Desconectar o celular</translation>
    </message>
    <message>
        <source>Delete the instance</source>
        <translation>Excluir a instância</translation>
    </message>
    <message>
        <source>Reset the pairing</source>
        <translation>Refazer o pareamento</translation>
    </message>
    <message>
        <source>What is created in its place</source>
        <translation>O que é criado no lugar</translation>
    </message>
    <message>
        <source>All of what stood there is gone</source>
        <translation>Tudo o que havia ali foi excluído</translation>
    </message>
    <message>
        <source>Create the instance</source>
        <translation>Criar a instância</translation>
    </message>
    <message>
        <source>Ask for a code to scan</source>
        <translation>Pedir um código para escanear</translation>
    </message>
    <message>
        <source>Set the webhook</source>
        <translation>Definir o webhook</translation>
    </message>
    <message>
        <source>Claim the row</source>
        <translation>Reservar a linha</translation>
    </message>
    <message>
        <source>Take the claim of the row back</source>
        <translation>Desfazer a reserva da linha</translation>
    </message>
    <message>
        <source>Write the phone&apos;s number into the row</source>
        <translation>Gravar o número do celular na linha</translation>
    </message>
    <message>
        <source>Make the row name the instance that is kept</source>
        <translation>Fazer a linha apontar para a instância que é mantida</translation>
    </message>
    <message>
        <source>Add a row</source>
        <translation>Adicionar uma linha</translation>
    </message>
    <message>
        <source>Write the row&apos;s status and number</source>
        <translation>Gravar o status e o número da linha</translation>
    </message>
    <message>
        <source>Enable the row</source>
        <translation>Ativar a linha</translation>
    </message>
    <message>
        <source>Disable the row</source>
        <translation>Desativar a linha</translation>
    </message>
    <message>
        <source>Delete the row</source>
        <translation>Excluir a linha</translation>
    </message>
    <message>
        <source>Protect the row</source>
        <translation>Proteger a linha</translation>
    </message>
    <message>
        <source>Take the row&apos;s protection away</source>
        <translation>Remover a proteção da linha</translation>
    </message>
    <message>
        <source>Restore the row</source>
        <translation>Restaurar a linha</translation>
    </message>
    <message>
        <source>Bring the row back as it was</source>
        <translation>Trazer a linha de volta como era</translation>
    </message>
    <message>
        <source>Hold the row</source>
        <translation>Segurar a linha</translation>
    </message>
    <message>
        <source>Hold the row for longer</source>
        <translation>Segurar a linha por mais tempo</translation>
    </message>
    <message>
        <source>Let go of the rows that were held</source>
        <translation>Soltar as linhas que estavam seguras</translation>
    </message>
    <message>
        <source>Write the cache entry</source>
        <translation>Gravar a entrada do cache</translation>
    </message>
    <message>
        <source>Drop the cache entry</source>
        <translation>Descartar a entrada do cache</translation>
    </message>
    <message>
        <source>Limit the cache entry&apos;s lifetime</source>
        <translation>Limitar a vida da entrada do cache</translation>
    </message>
    <message>
        <source>Clear the queues left behind</source>
        <translation>Esvaziar as filas que ficaram</translation>
    </message>
    <message>
        <source>Tell the workers</source>
        <translation>Avisar os programas de mensagens</translation>
    </message>
    <message>
        <source>Tell the workers what they missed</source>
        <translation>Avisar os programas de mensagens do que perderam</translation>
    </message>
    <message>
        <source>Make a guard of the database</source>
        <translation>Fazer uma salvaguarda do banco de dados</translation>
    </message>
    <message>
        <source>gone</source>
        <translation>saiu</translation>
    </message>
    <message>
        <source>absent</source>
        <translation>ausente</translation>
    </message>
    <message>
        <source>written</source>
        <translation>gravação feita</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>fica</translation>
    </message>
    <message>
        <source>still there</source>
        <translation>ainda está lá</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>falhou</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>ficou de fora</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>não se sabe</translation>
    </message>
    <message>
        <source>server %1, row %2, cache %3</source>
        <extracomment>%1 to %3 are &quot;gone&quot;, &quot;kept&quot;, &quot;written&quot;, …</extracomment>
        <translation>servidor %1, linha %2, cache %3</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Servidor</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Banco</translation>
    </message>
    <message>
        <source>Cache</source>
        <translation>Cache</translation>
    </message>
    <message>
        <source>not known: no answer was noted</source>
        <translation>não se sabe: nenhuma resposta foi anotada</translation>
    </message>
    <message>
        <source>done</source>
        <translation>feita</translation>
    </message>
    <message>
        <source>it was so already</source>
        <translation>já estava assim</translation>
    </message>
    <message>
        <source>not done</source>
        <translation>não feito</translation>
    </message>
    <message>
        <source>not known: no answer came</source>
        <translation>não se sabe: nenhuma resposta veio</translation>
    </message>
    <message>
        <source>New instance</source>
        <translation>Nova instância</translation>
    </message>
    <message>
        <source>Pairing</source>
        <translation>Pareando</translation>
    </message>
    <message>
        <source>Reset of a pairing</source>
        <translation>Pareamento refeito</translation>
    </message>
    <message>
        <source>Unlinking of a phone</source>
        <translation>Celular desconectado</translation>
    </message>
    <message>
        <source>Telling the workers</source>
        <translation>Aviso aos programas de mensagens</translation>
    </message>
    <message>
        <source>Restoring of rows</source>
        <translation>Restauração de linhas</translation>
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
        <translation>Reiniciar a instância</translation>
    </message>
    <message>
        <source>Prove that it is gone</source>
        <translation>Provar que não existe mais</translation>
    </message>
    <message>
        <source>Note whose phone is paired</source>
        <translation>Anotar de quem é o celular que é pareado</translation>
    </message>
</context>
<context>
    <name>steward::KnownNames</name>
    <message>
        <source>No instance can be created again under the name “%1”: it starts or ends with a space, is too long, or contains invisible characters. Nothing was changed. Create an instance under a new name, or give the row another instance.</source>
        <extracomment>%1 is an instance&apos;s name</extracomment>
        <translation>Nenhuma instância pode ser criada de novo com o nome “%1”: ele começa ou termina com espaço, é longo demais, ou contém caracteres invisíveis. Nada foi mudado. Crie uma instância com um novo nome, ou dê à linha outra instância.</translation>
    </message>
    <message>
        <source>Nothing was changed. Create an instance under a new name, or give the row another instance.</source>
        <translation>Nada foi mudado. Crie uma instância com um novo nome, ou dê à linha outra instância.</translation>
    </message>
</context>
<context>
    <name>steward::Language</name>
    <message>
        <source>As the system</source>
        <translation>Como o sistema</translation>
    </message>
    <message>
        <source>Steward does not speak “%1”. It speaks en, pt_BR and es.</source>
        <extracomment>%1 is what was typed</extracomment>
        <translation>O Steward não fala “%1”. Ele fala en, pt_BR e es.</translation>
    </message>
</context>
<context>
    <name>steward::LeaveGuard</name>
    <message>
        <source>The connections have changes that are not saved</source>
        <translation>As conexões têm mudanças que não foram salvas</translation>
    </message>
    <message>
        <source>Save them first, or leave without them.</source>
        <translation>Salve-as antes, ou saia sem elas.</translation>
    </message>
    <message>
        <source>&amp;Discard the changes</source>
        <translation>&amp;Descartar as mudanças</translation>
    </message>
    <message>
        <source>&amp;Stay</source>
        <translation>&amp;Ficar</translation>
    </message>
    <message numerus="yes">
        <source>%n operations are under way</source>
        <translation>
            <numerusform>%Ln operação está em andamento</numerusform>
            <numerusform>%Ln operações estão em andamento</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1” is still under way</source>
        <extracomment>%1 is an operation such as &quot;Delete 3 instances&quot;</extracomment>
        <translation>“%1” ainda está em andamento</translation>
    </message>
    <message>
        <source>It can continue with this window minimized. The window closes when it has finished.</source>
        <translation>Ela pode continuar com esta janela minimizada. A janela fecha quando terminar.</translation>
    </message>
    <message>
        <source>It can continue while you do something else. You will be told how it ended.</source>
        <translation>Ela pode continuar enquanto você faz outra coisa. Você será avisado de como terminou.</translation>
    </message>
    <message>
        <source>&amp;Continue in the background</source>
        <translation>&amp;Continuar em segundo plano</translation>
    </message>
    <message>
        <source>S&amp;top after this step</source>
        <translation>&amp;Parar depois deste passo</translation>
    </message>
    <message>
        <source>It continues in the background</source>
        <translation>Continua em segundo plano</translation>
    </message>
    <message>
        <source>This window closes when it has finished.</source>
        <translation>Esta janela fecha quando terminar.</translation>
    </message>
    <message>
        <source>Stopping after this step</source>
        <translation>Parando depois deste passo</translation>
    </message>
    <message>
        <source>Nothing further is started.</source>
        <translation>Nada mais é iniciado.</translation>
    </message>
    <message>
        <source>&amp;Dismiss</source>
        <translation>&amp;Dispensar</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>%1 is what was done, such as &quot;Delete 3 instances&quot;, %2 what came of it</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message numerus="yes">
        <source>%n operations have ended</source>
        <translation>
            <numerusform>%Ln operação terminou</numerusform>
            <numerusform>%Ln operações terminaram</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::LibpqFiles</name>
    <message>
        <source>Steward uses the PostgreSQL library %1 and its database driver uses %2, which do not go together. Install Steward anew.</source>
        <extracomment>%1 and %2 are files&apos; paths</extracomment>
        <translation>O Steward usa a biblioteca do PostgreSQL %1 e o driver do banco de dados usa %2, que não combinam. Instale o Steward de novo.</translation>
    </message>
    <message>
        <source>Another program&apos;s folder comes before Steward&apos;s, or a file of Steward was replaced.</source>
        <translation>A pasta de outro programa vem antes da do Steward, ou um arquivo do Steward foi trocado.</translation>
    </message>
    <message>
        <source>Install Steward anew.</source>
        <translation>Instale o Steward de novo.</translation>
    </message>
    <message>
        <source>The program uses %1; the database driver is built in.</source>
        <extracomment>%1 is a file&apos;s path</extracomment>
        <translation>O programa usa %1; o driver do banco de dados está embutido.</translation>
    </message>
    <message>
        <source>The program uses %1, its database driver %2.</source>
        <extracomment>%1 and %2 are files&apos; paths, here the same</extracomment>
        <translation>O programa usa %1, o driver do banco de dados %2.</translation>
    </message>
</context>
<context>
    <name>steward::Licences</name>
    <message>
        <source>Inter (font), OFL-1.1</source>
        <translation>Inter (fonte), OFL-1.1</translation>
    </message>
    <message>
        <source>Lucide (icons), ISC</source>
        <translation>Lucide (ícones), ISC</translation>
    </message>
    <message>
        <source>public domain</source>
        <translation>domínio público</translation>
    </message>
</context>
<context>
    <name>steward::LimitedFile</name>
    <message>
        <source>The file %1 could not be read. See whether it is there and whether you may read it.</source>
        <extracomment>%1 is a file&apos;s path</extracomment>
        <translation>O arquivo %1 não pôde ser lido. Veja se ele está lá e se você pode lê-lo.</translation>
    </message>
    <message>
        <source>The file %1 is not what it should be, or far too large for it. Choose another file.</source>
        <extracomment>%1 is a file&apos;s path</extracomment>
        <translation>O arquivo %1 não é o que deveria ser, ou é grande demais para isso. Escolha outro arquivo.</translation>
    </message>
    <message>
        <source>Nothing comes out of %1, so it was not waited for any longer. Choose a file, or see what should write into it.</source>
        <extracomment>%1 is a file&apos;s path</extracomment>
        <translation>Nada sai de %1, então não se esperou mais. Escolha um arquivo, ou veja o que deveria escrever nele.</translation>
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
        <translation>ORGANIZAÇÃO</translation>
    </message>
    <message>
        <source>PHONE</source>
        <translation>TELEFONE</translation>
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
        <translation>NOME NO SERVIDOR</translation>
    </message>
    <message numerus="yes">
        <source>%n of %1 rows</source>
        <extracomment>%n is how many rows were found, %1 how many there are</extracomment>
        <translation>
            <numerusform>%Ln de %1 linhas</numerusform>
            <numerusform>%Ln de %1 linhas</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::LockCover</name>
    <message>
        <source>Steward is locked</source>
        <translation>O Steward está bloqueado</translation>
    </message>
    <message>
        <source>Readings, alerts and what is under way go on.</source>
        <translation>As leituras, os alertas e o que está em andamento continuam.</translation>
    </message>
    <message>
        <source>API key of the server</source>
        <translation>Chave de API do servidor</translation>
    </message>
    <message>
        <source>&amp;Unlock</source>
        <translation>&amp;Desbloquear</translation>
    </message>
    <message>
        <source>Unlock Steward</source>
        <translation>Desbloquear o Steward</translation>
    </message>
    <message>
        <source>Enter the server&apos;s API key. No keychain keeps it.</source>
        <translation>Digite a chave de API do servidor. Nenhum chaveiro a guarda.</translation>
    </message>
</context>
<context>
    <name>steward::Log</name>
    <message>
        <source>The log %1 cannot be written. See whether the disk is full and whether you may write there.</source>
        <extracomment>%1 is a file&apos;s path</extracomment>
        <translation>O registro %1 não pode ser gravado. Veja se o disco está cheio e se você pode gravar ali.</translation>
    </message>
</context>
<context>
    <name>steward::LogWindow</name>
    <message>
        <source>There are no such lines.</source>
        <translation>Não há linhas assim.</translation>
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
        <translation>O que está em andamento mantém suas palavras até terminar.</translation>
    </message>
    <message>
        <source>Something is not finished here. Unlock first, then close the window.</source>
        <translation>Aqui há algo que não terminou. Desbloqueie primeiro, depois feche a janela.</translation>
    </message>
</context>
<context>
    <name>steward::ManagedSettings</name>
    <message>
        <source>It has a field that this version of Steward does not know.</source>
        <translation>Ele tem um campo que esta versão do Steward não conhece.</translation>
    </message>
    <message>
        <source>The field %1 must be %2.</source>
        <extracomment>%1 is a field&apos;s name such as switches.read_only, %2 completes the sentence, such as &quot;true or false&quot;</extracomment>
        <translation>O campo %1 deve ser %2.</translation>
    </message>
    <message>
        <source>profiles by short names of small letters, digits and dashes</source>
        <translation>perfis identificados por nomes curtos de letras minúsculas, dígitos e hifens</translation>
    </message>
    <message>
        <source>Its profile %1: %2</source>
        <extracomment>%1 is a profile&apos;s short name, %2 a sentence that says what is wrong with it</extracomment>
        <translation>O perfil %1 dele: %2</translation>
    </message>
    <message>
        <source>profiles by short names of which no two are the same</source>
        <translation>perfis identificados por nomes curtos, todos diferentes</translation>
    </message>
    <message>
        <source>true, or left out</source>
        <translation>true, ou ficar de fora</translation>
    </message>
    <message>
        <source>false, or left out</source>
        <translation>false, ou ficar de fora</translation>
    </message>
    <message>
        <source>staff, or left out</source>
        <translation>staff, ou ficar de fora</translation>
    </message>
    <message>
        <source>en, pt_BR or es</source>
        <translation>en, pt_BR ou es</translation>
    </message>
    <message>
        <source>What your administrator has set in %1 could not be used, so Steward changes nothing. %2</source>
        <extracomment>%1 is a file&apos;s path, %2 a sentence that says what is wrong with it</extracomment>
        <translation>O que o administrador definiu em %1 não pôde ser usado, por isso o Steward não altera nada. %2</translation>
    </message>
    <message>
        <source>Others than an administrator may change it: it has to belong to one, in a folder that belongs to one.</source>
        <translation>Não só um administrador pode alterá-lo: ele tem de pertencer a um, em uma pasta que também pertença a um.</translation>
    </message>
    <message>
        <source>It cannot be read.</source>
        <translation>Ele não pode ser lido.</translation>
    </message>
    <message>
        <source>It is not a JSON document.</source>
        <translation>Ele não é um documento JSON.</translation>
    </message>
    <message>
        <source>Your administrator has set which workspaces can be opened on this computer. Choose one of those.</source>
        <translation>O administrador definiu quais espaços de trabalho podem ser abertos neste computador. Escolha um deles.</translation>
    </message>
    <message>
        <source>Your administrator has set that nothing is changed from this computer.</source>
        <translation>O administrador definiu que nada é alterado a partir deste computador.</translation>
    </message>
    <message>
        <source>Set by your administrator</source>
        <translation>Definido pelo administrador</translation>
    </message>
</context>
<context>
    <name>steward::MembersModel</name>
    <message>
        <source>Keep</source>
        <translation>Manter</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Excluir</translation>
    </message>
    <message>
        <source>Proposed</source>
        <translation>Proposta</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Fica como está</translation>
    </message>
    <message>
        <source>nobody scanned its code</source>
        <translation>ninguém escaneou o código</translation>
    </message>
    <message>
        <source>no phone</source>
        <translation>sem celular</translation>
    </message>
    <message>
        <source>no row</source>
        <translation>sem linha</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>%1 is the name of an instance, %2 what becomes of it, such as &quot;Keep&quot;; read aloud</extracomment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Instance</source>
        <translation>Instância</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Stores</source>
        <translation>Bases</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Telefone</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Mensagens</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Criada</translation>
    </message>
    <message>
        <source>Organization</source>
        <translation>Organização</translation>
    </message>
    <message>
        <source>Why it goes</source>
        <translation>Por que sai</translation>
    </message>
</context>
<context>
    <name>steward::NewName</name>
    <message>
        <source>An instance needs a name.</source>
        <translation>Uma instância precisa de um nome.</translation>
    </message>
    <message>
        <source>No address could reach an instance of this name. Choose another name.</source>
        <translation>Nenhum endereço alcançaria uma instância com este nome. Escolha outro nome.</translation>
    </message>
    <message>
        <source>The name is longer than 100 bytes. Choose a shorter one.</source>
        <translation>O nome tem mais de 100 bytes. Escolha um mais curto.</translation>
    </message>
    <message>
        <source>The name starts or ends with a space, which servers remove. Leave the space out.</source>
        <translation>O nome começa ou termina com um espaço, que os servidores tiram. Deixe o espaço de fora.</translation>
    </message>
    <message>
        <source>The name contains invisible characters. Type it again.</source>
        <translation>O nome contém caracteres invisíveis. Digite de novo.</translation>
    </message>
    <message>
        <source>The name “%1” looks like “%2”, which is taken: they differ only in upper and lower case, in spaces or in how letters are encoded.</source>
        <extracomment>%1 and %2 are instances&apos; names that look the same</extracomment>
        <translation>O nome “%1” parece “%2”, que já existe: só diferem em maiúsculas e minúsculas, em espaços ou na codificação das letras.</translation>
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
        <translation>Busque organização, telefone ou comando</translation>
    </message>
</context>
<context>
    <name>steward::Operation</name>
    <message>
        <source>under way</source>
        <translation>em andamento</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>pausada</translation>
    </message>
    <message>
        <source>stopping</source>
        <translation>parando</translation>
    </message>
    <message>
        <source>done</source>
        <translation>feita</translation>
    </message>
    <message>
        <source>done in part</source>
        <translation>feita em parte</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>parada</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>recusada</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>falhou</translation>
    </message>
    <message>
        <source>left open</source>
        <translation>sem terminar</translation>
    </message>
    <message>
        <source>Paused: what has begun is brought to its end, and then it waits.</source>
        <translation>Pausada: o que começou vai até o fim, e então ela espera.</translation>
    </message>
    <message>
        <source>What has begun is brought to its end; nothing further is begun.</source>
        <translation>O que começou vai até o fim; nada mais é iniciado.</translation>
    </message>
    <message>
        <source>It is being done.</source>
        <translation>Está sendo feita.</translation>
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
        <translation>trabalhando</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>ficou de fora</translation>
    </message>
    <message>
        <source>taken back</source>
        <translation>desfeito</translation>
    </message>
    <message>
        <source>What was not done is being tried again.</source>
        <translation>O que não foi feito está sendo tentado de novo.</translation>
    </message>
    <message>
        <source>It was interrupted before its end. Finishing it looks at the three stores first, and then brings it to its end or takes it back.</source>
        <translation>Foi interrompida antes do fim. Concluir olha antes as três bases, e então a leva até o fim ou a desfaz.</translation>
    </message>
    <message>
        <source>Started %1 by you.</source>
        <extracomment>%1 is a time such as 12:09</extracomment>
        <translation>Começou às %1, por você.</translation>
    </message>
    <message>
        <source>Started %1 by you. You can leave this page; it goes on.</source>
        <translation>Começou às %1, por você. Você pode sair desta página; ela continua.</translation>
    </message>
    <message>
        <source>It took %1.</source>
        <extracomment>%1 is a time such as &quot;1 min 38 s&quot;</extracomment>
        <translation>Levou %1.</translation>
    </message>
</context>
<context>
    <name>steward::OperationItems</name>
    <message>
        <source>Still there</source>
        <translation>Ainda está lá</translation>
    </message>
    <message>
        <source>Not all done</source>
        <translation>Nem tudo feito</translation>
    </message>
    <message>
        <source>Left as it was</source>
        <translation>Ficou como estava</translation>
    </message>
    <message>
        <source>What came of it</source>
        <translation>O que aconteceu</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Passos</translation>
    </message>
    <message>
        <source>Done and proven</source>
        <translation>Feito e comprovado</translation>
    </message>
    <message>
        <source>Not begun</source>
        <translation>Não iniciada</translation>
    </message>
    <message>
        <source>All others</source>
        <translation>Todas as outras</translation>
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
        <translation>Executar</translation>
    </message>
    <message>
        <source>It is not done.</source>
        <translation>Não foi feito.</translation>
    </message>
    <message>
        <source>To go on, type: %1</source>
        <extracomment>%1 is a name or a number, to be typed so</extracomment>
        <translation>Para continuar, digite: %1</translation>
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
        <translation>%1 não foi gravado: %2. Escolha outra pasta.</translation>
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
        <translation>Levar até o fim o que foi interrompido</translation>
    </message>
    <message>
        <source>Show the page from which it was begun</source>
        <translation>Mostrar a página de onde começou</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Try %n again</source>
        <translation>
            <numerusform>&amp;Tentar %Ln de novo</numerusform>
            <numerusform>&amp;Tentar %Ln de novo</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>&amp;Tentar de novo</translation>
    </message>
    <message>
        <source>Make a new plan for what was not done</source>
        <translation>Fazer um novo plano para o que não foi feito</translation>
    </message>
    <message>
        <source>Begin it once more, with what was entered</source>
        <translation>Começar de novo, com o que foi preenchido</translation>
    </message>
    <message>
        <source>Show its steps in the journal, and undo it there</source>
        <translation>Mostrar os passos no diário e desfazer por lá</translation>
    </message>
    <message>
        <source>The report is copied, as CSV.</source>
        <translation>O relatório foi copiado, como CSV.</translation>
    </message>
</context>
<context>
    <name>steward::OrganizationChoices</name>
    <message numerus="yes">
        <source>has %n instance(s) already</source>
        <translation>
            <numerusform>já tem %Ln instância</numerusform>
            <numerusform>já tem %Ln instâncias</numerusform>
        </translation>
    </message>
    <message>
        <source>has a row already, without an instance</source>
        <translation>já tem uma linha, sem instância</translation>
    </message>
</context>
<context>
    <name>steward::OrganizationsWithout</name>
    <message>
        <source>Press Enter to make its instance.</source>
        <translation>Pressione Enter para criar a instância.</translation>
    </message>
</context>
<context>
    <name>steward::OtherWindowsMenu</name>
    <message>
        <source>%1 in a new window</source>
        <extracomment>%1 is a workspace&apos;s name</extracomment>
        <translation>%1 em outra janela</translation>
    </message>
    <message>
        <source>Practice</source>
        <translation>Prática</translation>
    </message>
    <message>
        <source>Practice in a new window</source>
        <translation>Prática em outra janela</translation>
    </message>
    <message>
        <source>This workspace is open in this window, so it is changed and removed here alone.</source>
        <translation>Este espaço de trabalho está aberto nesta janela, por isso só é alterado e removido aqui.</translation>
    </message>
    <message>
        <source>Something is still under way in this workspace. Wait until it has ended.</source>
        <translation>Ainda há algo em andamento neste espaço de trabalho. Espere até que termine.</translation>
    </message>
</context>
<context>
    <name>steward::Outbox</name>
    <message>
        <source>Send the workers what they missed</source>
        <translation>Enviar aos programas de mensagens o que perderam</translation>
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
        <translation>Bases</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>Ler de novo</translation>
    </message>
    <message>
        <source>The stores were not read.</source>
        <translation>As bases não foram lidas.</translation>
    </message>
    <message>
        <source>The server was still starting at %1.</source>
        <extracomment>%1 is a time of day</extracomment>
        <translation>O servidor ainda estava iniciando às %1.</translation>
    </message>
    <message>
        <source>All three stores were read at %1.</source>
        <extracomment>%1 is a time of day</extracomment>
        <translation>As três bases foram lidas às %1.</translation>
    </message>
    <message numerus="yes">
        <source>%n of 3 stores were read at %1.</source>
        <extracomment>%n of three stores; %1 is a time of day</extracomment>
        <translation>
            <numerusform>%Ln de 3 bases foi lida às %1.</numerusform>
            <numerusform>%Ln de 3 bases foram lidas às %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n instance(s)</source>
        <translation>
            <numerusform>%Ln instância</numerusform>
            <numerusform>%Ln instâncias</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n organization(s).</source>
        <extracomment>%1 is &quot;264 instances&quot;</extracomment>
        <translation>
            <numerusform>%1 de %Ln organização.</numerusform>
            <numerusform>%1 de %Ln organizações.</numerusform>
        </translation>
    </message>
    <message>
        <source>At least %1</source>
        <extracomment>A store that was not read may hold more: %1 is &quot;264 instances of 214 organizations.&quot;
----------
A store that was not read may hold more: %1 is &quot;34 instances need attention&quot;</extracomment>
        <translation>Ao menos %1</translation>
    </message>
    <message numerus="yes">
        <source>%n of them ghost(s).</source>
        <translation>
            <numerusform>%Ln delas é fantasma.</numerusform>
            <numerusform>%Ln delas são fantasmas.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them not read.</source>
        <translation>
            <numerusform>%Ln delas não foi lida.</numerusform>
            <numerusform>%Ln delas não foram lidas.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them in an unknown state.</source>
        <translation>
            <numerusform>%Ln delas está em um estado desconhecido.</numerusform>
            <numerusform>%Ln delas estão em um estado desconhecido.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n instance(s) need attention</source>
        <translation>
            <numerusform>%Ln instância precisa de atenção</numerusform>
            <numerusform>%Ln instâncias precisam de atenção</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them stuck</source>
        <translation>
            <numerusform>%Ln delas parada</numerusform>
            <numerusform>%Ln delas paradas</numerusform>
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
            <numerusform>%Ln perdeu a conexão</numerusform>
            <numerusform>%Ln perderam a conexão</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n organization(s) have new duplicates</source>
        <translation>
            <numerusform>%Ln organização tem novas duplicadas</numerusform>
            <numerusform>%Ln organizações têm novas duplicadas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>%Ln nova</numerusform>
            <numerusform>%Ln novas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not on the server any more</source>
        <translation>
            <numerusform>%Ln não está mais no servidor</numerusform>
            <numerusform>%Ln não estão mais no servidor</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in no store any more</source>
        <translation>
            <numerusform>%Ln não está mais em nenhuma base</numerusform>
            <numerusform>%Ln não estão mais em nenhuma base</numerusform>
        </translation>
    </message>
    <message>
        <source>Since yesterday</source>
        <translation>Desde ontem</translation>
    </message>
    <message>
        <source>Practice keeps no history. In a workspace of your own you see here what has changed.</source>
        <translation>A prática não tem histórico. Em um espaço de trabalho seu, você vê aqui o que mudou.</translation>
    </message>
    <message>
        <source>Not everything was read, so nothing is said about what has changed.</source>
        <translation>Nem tudo foi lido, então nada se diz sobre o que mudou.</translation>
    </message>
    <message>
        <source>No earlier reading is kept. After the next ones you see here what has changed.</source>
        <translation>Nenhuma leitura anterior foi guardada. Depois das próximas você vê aqui o que mudou.</translation>
    </message>
    <message>
        <source>Nothing has changed.</source>
        <translation>Nada mudou.</translation>
    </message>
    <message>
        <source>Reading…</source>
        <extracomment>How many of the three stores were read</extracomment>
        <translation>Lendo…</translation>
    </message>
    <message>
        <source>All read</source>
        <translation>Tudo lido</translation>
    </message>
    <message numerus="yes">
        <source>%n of 3 read</source>
        <translation>
            <numerusform>%Ln de 3 lida</numerusform>
            <numerusform>%Ln de 3 lidas</numerusform>
        </translation>
    </message>
    <message>
        <source>d MMM</source>
        <extracomment>A short date of this year, as Qt writes them: day and short month</extracomment>
        <translation>d &apos;de&apos; MMM</translation>
    </message>
    <message>
        <source>since yesterday</source>
        <translation>desde ontem</translation>
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
            <numerusform>%1 e mais %Ln</numerusform>
            <numerusform>%1 e mais %Ln</numerusform>
        </translation>
    </message>
    <message>
        <source>An organization has more than one instance. Only one can work.</source>
        <translation>Uma organização tem mais de uma instância. Só uma pode funcionar.</translation>
    </message>
    <message>
        <source>An organization has more than one active row in the database.</source>
        <translation>Uma organização tem mais de uma linha ativa no banco de dados.</translation>
    </message>
    <message>
        <source>Two instances use the same number. A person decides which one keeps it.</source>
        <translation>Duas instâncias usam o mesmo número. Uma pessoa decide qual fica com ele.</translation>
    </message>
    <message>
        <source>The server lists it but does not run it. It needs a restart.</source>
        <translation>O servidor a lista mas não a executa. Precisa de um reinício.</translation>
    </message>
    <message>
        <source>The server runs it but does not list it.</source>
        <translation>O servidor a executa mas não a lista.</translation>
    </message>
    <message>
        <source>The database does not know this instance.</source>
        <translation>O banco de dados não conhece esta instância.</translation>
    </message>
    <message>
        <source>The organization has an active row, but no instance on the server.</source>
        <translation>A organização tem uma linha ativa, mas nenhuma instância no servidor.</translation>
    </message>
    <message>
        <source>No active row names what this cache entry belongs to.</source>
        <translation>Nenhuma linha ativa indica a que pertence esta entrada do cache.</translation>
    </message>
    <message>
        <source>The cache entry differs from the row. Messages may go to the wrong place.</source>
        <translation>A entrada do cache difere da linha. Mensagens podem ir para o lugar errado.</translation>
    </message>
    <message>
        <source>The cache entry is damaged. It can be written again from the row.</source>
        <translation>A entrada do cache está danificada. Pode ser gravada de novo a partir da linha.</translation>
    </message>
    <message>
        <source>The cache entry has no end, so it is never renewed.</source>
        <translation>A entrada do cache não tem fim, então nunca é renovada.</translation>
    </message>
    <message>
        <source>Server and database disagree about whether it is connected.</source>
        <translation>Servidor e banco de dados discordam sobre se ela está conectada.</translation>
    </message>
    <message>
        <source>The server lists it as disconnected but runs it connected.</source>
        <translation>O servidor a lista como desconectada mas a executa conectada.</translation>
    </message>
    <message>
        <source>The connected phone is not the expected one.</source>
        <translation>O celular conectado não é o esperado.</translation>
    </message>
    <message>
        <source>The instance&apos;s name and its row point to different organizations.</source>
        <translation>O nome da instância e a linha dela apontam para organizações diferentes.</translation>
    </message>
    <message>
        <source>The phone was connected once and is not any more.</source>
        <translation>O celular já esteve conectado e não está mais.</translation>
    </message>
    <message>
        <source>It has waited for a phone for over 10 minutes.</source>
        <translation>Espera por um celular há mais de 10 minutos.</translation>
    </message>
    <message>
        <source>The row is switched off, but the phone is still linked.</source>
        <translation>A linha está desativada, mas o celular continua conectado.</translation>
    </message>
    <message>
        <source>This row does not say which instance it means.</source>
        <translation>Esta linha não diz qual instância é a dela.</translation>
    </message>
    <message>
        <source>No address can reach this name. The server&apos;s administrator has to remove it.</source>
        <translation>Nenhum endereço alcança este nome. O administrador do servidor precisa removê-lo.</translation>
    </message>
    <message>
        <source>The server would send messages to the wrong address, or nowhere.</source>
        <translation>O servidor enviaria mensagens para o endereço errado, ou para nenhum.</translation>
    </message>
    <message>
        <source>There is no cache entry yet. It fills by itself; you can do it now.</source>
        <translation>Ainda não há entrada no cache. Preenche-se sozinho; você pode fazer isso agora.</translation>
    </message>
    <message>
        <source>Queues still hold messages of this instance. Look before you clear them.</source>
        <translation>Filas ainda guardam mensagens desta instância. Olhe antes de esvaziá-las.</translation>
    </message>
    <message>
        <source>Decide…</source>
        <translation>Decidir…</translation>
    </message>
    <message>
        <source>Show steps</source>
        <translation>Mostrar passos</translation>
    </message>
    <message>
        <source>Assign…</source>
        <translation>Atribuir…</translation>
    </message>
    <message>
        <source>Reset…</source>
        <translation>Refazer…</translation>
    </message>
    <message>
        <source>Nothing was done here from this computer yet.</source>
        <translation>Nada foi feito aqui a partir deste computador ainda.</translation>
    </message>
    <message numerus="yes">
        <source>%n lost this week, without a phone still</source>
        <translation>
            <numerusform>%Ln perdida esta semana, ainda sem celular</numerusform>
            <numerusform>%Ln perdidas esta semana, ainda sem celular</numerusform>
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
        <translation>--timeout leva um número de segundos, como 120.</translation>
    </message>
    <message>
        <source>%1 is connected with %2. Database and cache have the number.</source>
        <extracomment>%1 is an instance&apos;s name, %2 a phone number</extracomment>
        <translation>%1 está conectada com %2. Banco de dados e cache têm o número.</translation>
    </message>
</context>
<context>
    <name>steward::PairPage</name>
    <message>
        <source>No phone is being paired</source>
        <translation>Nenhum celular está sendo pareado</translation>
    </message>
    <message>
        <source>Choose the instances whose phones are at hand, and press Pair. Their codes are shown here, one after the other.</source>
        <translation>Escolha as instâncias cujos celulares estão à mão e pressione Parear. Os códigos aparecem aqui, um depois do outro.</translation>
    </message>
    <message>
        <source>Choose instances</source>
        <translation>Escolher instâncias</translation>
    </message>
    <message>
        <source>The characters are on the clipboard.</source>
        <translation>Os caracteres estão na área de transferência.</translation>
    </message>
    <message>
        <source>for %1 only</source>
        <extracomment>%1 is a phone number</extracomment>
        <translation>só para %1</translation>
    </message>
    <message>
        <source>The phone is linked. Writing it down…</source>
        <translation>O celular está conectado. Gravando…</translation>
    </message>
    <message>
        <source>Steward sees by itself when the phone is linked.</source>
        <translation>O Steward vê sozinho quando o celular está conectado.</translation>
    </message>
    <message>
        <source>Once the phone is unlinked, try again with the clinic&apos;s own phone.</source>
        <translation>Quando o celular estiver desvinculado, tente de novo com o celular da própria clínica.</translation>
    </message>
    <message>
        <source>Only an administrator can unlink it here. On the phone itself it can be logged out under Linked devices.</source>
        <translation>Só um administrador pode desvinculá-lo aqui. No próprio celular, a sessão pode ser encerrada em Aparelhos conectados.</translation>
    </message>
    <message>
        <source>This is practice: the phone connects by itself in a few seconds.</source>
        <translation>Você está praticando: o celular se conecta sozinho em alguns segundos.</translation>
    </message>
</context>
<context>
    <name>steward::PairedView</name>
    <message>
        <source>Its number is not told yet</source>
        <translation>O número dele ainda não foi informado</translation>
    </message>
    <message>
        <source>Not all of it is done</source>
        <translation>Nem tudo está feito</translation>
    </message>
</context>
<context>
    <name>steward::Pairing</name>
    <message>
        <source>Pair %1</source>
        <extracomment>%1 is an instance&apos;s name</extracomment>
        <translation>Parear %1</translation>
    </message>
    <message>
        <source>This profile is read only, so no code was asked for. Use a profile that may change the stores.</source>
        <translation>Este perfil é somente leitura, então nenhum código foi pedido. Use um perfil que possa mudar as bases.</translation>
    </message>
    <message>
        <source>The server does not list this instance, so there is nothing to pair. Read again, or create the instance first.</source>
        <translation>O servidor não lista esta instância, então não há o que parear. Leia de novo, ou crie antes a instância.</translation>
    </message>
    <message>
        <source>This kind of instance is not paired with a phone. Choose a WhatsApp (Baileys) instance.</source>
        <translation>Este tipo de instância não se pareia com um celular. Escolha uma instância WhatsApp (Baileys).</translation>
    </message>
    <message>
        <source>This instance has no active row, so nobody would receive its messages. Enable its row or assign an organization first, then pair.</source>
        <translation>Esta instância não tem linha ativa, então ninguém receberia as mensagens. Ative a linha ou atribua antes uma organização, depois pareie.</translation>
    </message>
    <message>
        <source>Several active rows name this instance, so it is not clear whose phone it gets. Clean up first, then pair.</source>
        <translation>Várias linhas ativas apontam para esta instância, então não está claro de quem ela recebe o celular. Limpe antes, depois pareie.</translation>
    </message>
    <message>
        <source>The server has shown its last code. Start again when the phone is at hand.</source>
        <translation>O servidor mostrou seu último código. Comece de novo quando o celular estiver à mão.</translation>
    </message>
    <message>
        <source>The pairing was ended before a phone was linked: on the phone, or by somebody else. Ask for a new code and try again.</source>
        <translation>O pareamento foi encerrado antes que um celular conectasse: no celular, ou por outra pessoa. Peça um novo código e tente de novo.</translation>
    </message>
    <message>
        <source>The server gives no code, probably because it does not reach WhatsApp. Check the server&apos;s internet connection, then try again.</source>
        <translation>O servidor não dá código, provavelmente porque não alcança o WhatsApp. Verifique a conexão de internet do servidor, depois tente de novo.</translation>
    </message>
    <message>
        <source>The server could not start the pairing and does not say why. Try again. If it happens again, reset the pairing or ask for a restart of the server.</source>
        <translation>O servidor não conseguiu iniciar o pareamento e não diz por quê. Tente de novo. Se acontecer outra vez, refaça o pareamento ou peça um reinício do servidor.</translation>
    </message>
    <message>
        <source>The server lists this instance but does not run it. Wait a minute, in case the server is starting. If it stays so, ask for a restart of the server or reset the pairing.</source>
        <translation>O servidor lista esta instância mas não a executa. Espere um minuto, caso o servidor esteja iniciando. Se continuar assim, peça um reinício do servidor ou refaça o pareamento.</translation>
    </message>
    <message>
        <source>The server gives no characters to type for this number. Check the number and try again, or scan the QR code instead.</source>
        <translation>O servidor não dá caracteres para digitar para este número. Confira o número e tente de novo, ou escaneie o código QR.</translation>
    </message>
    <message>
        <source>Pairing by number starts with the instance disconnected, but it keeps waiting for a phone. Wait a minute and try again, or scan the QR code instead.</source>
        <translation>Parear por número começa com a instância desconectada, mas ela continua esperando um celular. Espere um minuto e tente de novo, ou escaneie o código QR.</translation>
    </message>
    <message>
        <source>Steward asked for a code, but no answer came and no pairing has started. Try again.</source>
        <translation>O Steward pediu um código, mas não veio resposta e nenhum pareamento começou. Tente de novo.</translation>
    </message>
    <message>
        <source>Nobody scanned a code in time. Start again when the phone is at hand.</source>
        <translation>Ninguém escaneou um código a tempo. Comece de novo quando o celular estiver à mão.</translation>
    </message>
    <message>
        <source>The server cannot be reached any more, so it is not known whether the phone was linked. %1 Then look at the instance before you pair it again.</source>
        <extracomment>%1 is a sentence that says why</extracomment>
        <translation>O servidor não pode mais ser alcançado, então não se sabe se o celular conectou. %1 Depois olhe a instância antes de parear de novo.</translation>
    </message>
    <message>
        <source>The phone is connected, but the server does not know its number yet, so the number was not written. Pair this instance again in a minute: that writes it.</source>
        <translation>O celular está conectado, mas o servidor ainda não sabe o número dele, então o número não foi gravado. Pareie esta instância de novo em um minuto: isso o grava.</translation>
    </message>
    <message>
        <source>The phone %1 is also connected to another instance, %2, so messages would be handled twice. Find out which one the clinic uses, then disable or delete the other (on the command line: disable NAME or delete NAME).</source>
        <extracomment>%1 is a phone number, %2 lists names of instances</extracomment>
        <translation>O celular %1 também está conectado a outra instância, %2, então as mensagens seriam tratadas duas vezes. Descubra qual a clínica usa, depois desative ou exclua a outra (na linha de comando: disable NAME ou delete NAME).</translation>
    </message>
    <message>
        <source>This is another phone: %1. Expected is %2, so its number was not written. Unlink it and pair the right phone (on the command line: unlink NAME, then pair NAME), or use this phone (repair NAME --use-phone).</source>
        <extracomment>%1 and %2 are phone numbers</extracomment>
        <translation>Este é outro celular: %1. O esperado é %2, então o número não foi gravado. Desconecte-o e pareie o celular certo (na linha de comando: unlink NAME, depois pair NAME), ou use este celular (repair NAME --use-phone).</translation>
    </message>
    <message>
        <source>The phone is connected, but meanwhile the row was switched off, removed, or given another instance or organization, so the number was not written. Read again.</source>
        <translation>O celular está conectado, mas nesse meio-tempo a linha foi desativada, removida ou recebeu outra instância ou organização, então o número não foi gravado. Leia de novo.</translation>
    </message>
    <message>
        <source>The phone is connected, but its number was not written everywhere. %1 Pair this instance again later: that writes it.</source>
        <extracomment>%1 is a sentence that says why</extracomment>
        <translation>O celular está conectado, mas o número não foi gravado em toda parte. %1 Pareie esta instância de novo depois: isso o grava.</translation>
    </message>
    <message>
        <source>The phone is connected and its number was written, but one of the stores does not show it. Read again and look at the instance.</source>
        <translation>O celular está conectado e o número foi gravado, mas uma das bases não mostra. Leia de novo e olhe a instância.</translation>
    </message>
    <message>
        <source>The phone was connected, but a moment later the server says that it is not any more. Look at Linked devices on the phone and pair it again. If it is lost again, create an instance under a new name.</source>
        <translation>O celular conectou, mas um momento depois o servidor diz que não está mais. Olhe Aparelhos conectados no celular e pareie de novo. Se cair outra vez, crie uma instância com um novo nome.</translation>
    </message>
    <message>
        <source>The server was asked to log the phone out, but it is still connected. Look again in a minute, or remove the device under Linked devices on the phone.</source>
        <translation>O servidor recebeu o pedido de desconectar o celular, mas ele continua conectado. Olhe de novo em um minuto, ou remova o aparelho em Aparelhos conectados no celular.</translation>
    </message>
    <message>
        <source>The pairing was interrupted before a phone was connected. Pair the instance again.</source>
        <translation>O pareamento foi interrompido antes que um celular conectasse. Pareie a instância de novo.</translation>
    </message>
    <message>
        <source>This is another phone: %1. Expected is %2, so its number was not written. The row could not be told which one is expected, so the next repair would write it: unlink the phone first (on the command line: unlink NAME), or use it (repair NAME --use-phone).</source>
        <extracomment>%1 and %2 are phone numbers</extracomment>
        <translation>Este é outro celular: %1. O esperado é %2, então o número dele não foi gravado. Não foi possível anotar na linha qual é o esperado, e o próximo reparo gravaria este número: antes disso, desvincule o celular (na linha de comando: unlink NAME), ou use-o (repair NAME --use-phone).</translation>
    </message>
</context>
<context>
    <name>steward::PairingDesk</name>
    <message>
        <source>The pairing was stopped.</source>
        <translation>O pareamento foi parado.</translation>
    </message>
    <message>
        <source>Pair %1</source>
        <extracomment>%1 is an instance&apos;s name</extracomment>
        <translation>Parear %1</translation>
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
        <translation>Não foi refeito.</translation>
    </message>
    <message>
        <source>Made anew and proven. It can be paired now.</source>
        <translation>Feita de novo e comprovada. Pode ser pareada agora.</translation>
    </message>
    <message>
        <source>Where codes follow one another without end, the instance is deleted on the server and made anew. Its row and its name stay as they are. This will happen to %1:</source>
        <extracomment>%1 is an instance&apos;s name</extracomment>
        <translation>Quando os códigos se seguem sem fim, a instância é excluída no servidor e feita de novo. A linha e o nome ficam como estão. Isto vai acontecer com %1:</translation>
    </message>
    <message>
        <source>Reset the pairing of %1</source>
        <extracomment>%1 is an instance&apos;s name</extracomment>
        <translation>Refazer o pareamento de %1</translation>
    </message>
    <message>
        <source>Reset pairing</source>
        <translation>Refazer pareamento</translation>
    </message>
    <message>
        <source>&amp;Reset pairing</source>
        <translation>&amp;Refazer pareamento</translation>
    </message>
</context>
<context>
    <name>steward::PairingQueue</name>
    <message>
        <source>Next</source>
        <translation>Próximo</translation>
    </message>
    <message>
        <source>Waits</source>
        <translation>Espera</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Agora</translation>
    </message>
    <message>
        <source>Connected %1</source>
        <extracomment>%1 is a time of day</extracomment>
        <translation>Conectado às %1</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>Pulado</translation>
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
        <translation>Várias linhas apontam para esta instância, então não está claro para qual criá-la de novo. Veja antes os problemas dela.</translation>
    </message>
    <message>
        <source>The instance was deleted but could not be created again. Its row is still there: create the missing instance for it.</source>
        <translation>A instância foi excluída mas não pôde ser criada de novo. A linha ainda está lá: crie a instância que falta para ela.</translation>
    </message>
    <message>
        <source>Delete the instance on the server and check that it is gone</source>
        <translation>Excluir a instância no servidor e verificar que saiu</translation>
    </message>
    <message>
        <source>Reset the pairing of %1</source>
        <extracomment>%1 is an organization&apos;s name</extracomment>
        <translation>Refazer o pareamento de %1</translation>
    </message>
</context>
<context>
    <name>steward::PairingScreen</name>
    <message>
        <source>On the phone, open WhatsApp, Linked devices, Link with phone number, and type

    %1
</source>
        <extracomment>%1 is eight characters to type, such as &quot;J429-82MY&quot;</extracomment>
        <translation>No celular, abra WhatsApp, Aparelhos conectados, Conectar com número de telefone, e digite

    %1
</translation>
    </message>
    <message>
        <source>The code that the server sent cannot be drawn as a QR code.</source>
        <translation>O código que o servidor enviou não pode ser desenhado como código QR.</translation>
    </message>
    <message>
        <source>Ending the earlier attempt first…</source>
        <translation>Encerrando antes a tentativa anterior…</translation>
    </message>
    <message>
        <source>Asking the server for a code…</source>
        <translation>Pedindo um código ao servidor…</translation>
    </message>
    <message>
        <source>Code %1 of %2</source>
        <extracomment>%1 is a code&apos;s number, %2 how many codes there are at most</extracomment>
        <translation>Código %1 de %2</translation>
    </message>
    <message>
        <source>a new code is coming…</source>
        <translation>um novo código está vindo…</translation>
    </message>
    <message numerus="yes">
        <source>a new code comes in %n s</source>
        <extracomment>how long a code can still be scanned</extracomment>
        <translation>
            <numerusform>um novo código vem em %Ln s</numerusform>
            <numerusform>um novo código vem em %Ln s</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::PairingSteps</name>
    <message>
        <source>Open WhatsApp on the clinic&apos;s phone.</source>
        <translation>Abra o WhatsApp no celular da clínica.</translation>
    </message>
    <message>
        <source>Tap Link a device.</source>
        <translation>Toque em Conectar um aparelho.</translation>
    </message>
    <message>
        <source>Point the camera at this code.</source>
        <translation>Aponte a câmera para este código.</translation>
    </message>
    <message>
        <source>Keep WhatsApp open until it says Connected.</source>
        <translation>Deixe o WhatsApp aberto até aparecer Conectado.</translation>
    </message>
    <message>
        <source>Open Linked devices.</source>
        <translation>Abra Aparelhos conectados.</translation>
    </message>
    <message>
        <source>Android: three dots, top right. iPhone: Settings.</source>
        <translation>Android: três pontos, em cima à direita. iPhone: Configurações.</translation>
    </message>
    <message>
        <source>Tap Link a device, then Link with phone number instead.</source>
        <translation>Toque em Conectar um aparelho, depois em Conectar com número de telefone.</translation>
    </message>
    <message>
        <source>Type these 8 characters.</source>
        <translation>Digite estes 8 caracteres.</translation>
    </message>
</context>
<context>
    <name>steward::PairingWords</name>
    <message>
        <source>its number is not told yet</source>
        <translation>o número dele ainda não foi informado</translation>
    </message>
    <message>
        <source>Connected. %1</source>
        <extracomment>%1 is the number of the phone that was paired</extracomment>
        <translation>Conectado. %1</translation>
    </message>
    <message>
        <source>This is another phone: %1</source>
        <extracomment>%1 is the number of the phone that was paired</extracomment>
        <translation>Este é outro celular: %1</translation>
    </message>
    <message>
        <source>Expected is %1. Keep it, or unlink it.</source>
        <extracomment>%1 is the number that was expected</extracomment>
        <translation>O esperado é %1. Mantenha-o, ou desconecte-o.</translation>
    </message>
    <message>
        <source>The server has shown its last code</source>
        <translation>O servidor mostrou seu último código</translation>
    </message>
    <message>
        <source>Start again when the phone is at hand.</source>
        <translation>Comece de novo quando o celular estiver à mão.</translation>
    </message>
    <message>
        <source>The phone was not connected</source>
        <translation>O celular não foi conectado</translation>
    </message>
    <message>
        <source>It was refused or given up on the phone. Try again, and keep WhatsApp open until it says that it is done.</source>
        <translation>Foi recusado ou abandonado no celular. Tente de novo e deixe o WhatsApp aberto até ele dizer que terminou.</translation>
    </message>
    <message>
        <source>The server has no code to show</source>
        <translation>O servidor não tem código para mostrar</translation>
    </message>
    <message>
        <source>It does not reach WhatsApp at the moment. Try again in a minute; if it stays so, tell who looks after the server, or reset the pairing.</source>
        <translation>Ele não alcança o WhatsApp no momento. Tente de novo em um minuto; se continuar assim, avise quem cuida do servidor, ou refaça o pareamento.</translation>
    </message>
    <message>
        <source>It cannot be paired as things are</source>
        <translation>Ela não pode ser pareada do jeito que está</translation>
    </message>
    <message>
        <source>The server could not start the pairing</source>
        <translation>O servidor não conseguiu iniciar o pareamento</translation>
    </message>
    <message>
        <source>It said that something failed, and not what. Try again; if it stays so, reset the pairing.</source>
        <translation>Ele disse que algo falhou, e não o quê. Tente de novo; se continuar assim, refaça o pareamento.</translation>
    </message>
    <message>
        <source>The server is not reached any more</source>
        <translation>O servidor não é mais alcançado</translation>
    </message>
    <message>
        <source>Look at the connection to the server, then try again.</source>
        <translation>Veja a conexão com o servidor, depois tente de novo.</translation>
    </message>
    <message>
        <source>The server has no such instance</source>
        <translation>O servidor não tem essa instância</translation>
    </message>
    <message>
        <source>Somebody may have deleted it. Read the stores again and create it anew.</source>
        <translation>Alguém pode tê-la excluído. Leia as bases de novo e crie-a outra vez.</translation>
    </message>
    <message>
        <source>Nobody scanned the code in time</source>
        <translation>Ninguém escaneou o código a tempo</translation>
    </message>
    <message>
        <source>Try again when the phone is at hand.</source>
        <translation>Tente de novo quando o celular estiver à mão.</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Parado</translation>
    </message>
    <message>
        <source>Try again to go on.</source>
        <translation>Tente de novo para continuar.</translation>
    </message>
    <message>
        <source>Asking the server for a code…</source>
        <translation>Pedindo um código ao servidor…</translation>
    </message>
    <message>
        <source>Closing the pairing that is under way…</source>
        <translation>Encerrando o pareamento que está em andamento…</translation>
    </message>
    <message>
        <source>Characters are only given to an instance that is not pairing.</source>
        <translation>Caracteres só são dados a uma instância que não está pareando.</translation>
    </message>
    <message>
        <source>Waiting for the phone</source>
        <translation>Esperando o celular</translation>
    </message>
    <message>
        <source>A new code comes by itself.</source>
        <translation>Um novo código vem sozinho.</translation>
    </message>
    <message>
        <source>A new code comes by itself in %1 s.</source>
        <extracomment>%1 is a number of seconds</extracomment>
        <translation>Um novo código vem sozinho em %1 s.</translation>
    </message>
    <message>
        <source>The next code is on its way…</source>
        <translation>O próximo código está a caminho…</translation>
    </message>
    <message>
        <source>Code %1 of %2.</source>
        <extracomment>%1 is which code it is, %2 after how many the server stops</extracomment>
        <translation>Código %1 de %2.</translation>
    </message>
    <message>
        <source>Full screen helps when you share your screen.</source>
        <translation>A tela cheia ajuda quando você compartilha sua tela.</translation>
    </message>
    <message>
        <source>No number is expected. Steward takes the phone that is linked.</source>
        <translation>Nenhum número é esperado. O Steward aceita o celular que for conectado.</translation>
    </message>
    <message>
        <source>Expected phone: %1. Steward warns you if it is another one.</source>
        <extracomment>%1 is a phone number</extracomment>
        <translation>Celular esperado: %1. O Steward avisa se for outro.</translation>
    </message>
    <message>
        <source>The phone is the clinic’s own</source>
        <translation>O celular é o da própria clínica</translation>
    </message>
    <message>
        <source>as expected</source>
        <translation>como esperado</translation>
    </message>
    <message>
        <source>No number was expected</source>
        <translation>Nenhum número era esperado</translation>
    </message>
    <message>
        <source>taken as it is</source>
        <translation>aceito como está</translation>
    </message>
    <message>
        <source>Written to the database</source>
        <translation>Gravado no banco de dados</translation>
    </message>
    <message>
        <source>active</source>
        <translation>ativa</translation>
    </message>
    <message>
        <source>Not written to the database</source>
        <translation>Não gravado no banco de dados</translation>
    </message>
    <message>
        <source>Cache entry renewed</source>
        <translation>Entrada do cache renovada</translation>
    </message>
    <message>
        <source>1 h</source>
        <translation>1 h</translation>
    </message>
    <message>
        <source>The cache entry is not renewed</source>
        <translation>A entrada do cache não foi renovada</translation>
    </message>
    <message>
        <source>The workers heard it</source>
        <translation>Os programas de mensagens ouviram</translation>
    </message>
    <message>
        <source>Nobody heard it yet</source>
        <translation>Ninguém ouviu ainda</translation>
    </message>
</context>
<context>
    <name>steward::PaletteFoot</name>
    <message>
        <source>Arrow keys move, Enter opens, Ctrl+Enter pairs. Type &gt; for commands only.</source>
        <translation>As setas movem, Enter abre, Ctrl+Enter pareia. Digite &gt; só para comandos.</translation>
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
        <translation>Parear</translation>
    </message>
    <message>
        <source>Type &gt; for commands only</source>
        <translation>Digite &gt; só para comandos</translation>
    </message>
</context>
<context>
    <name>steward::PaletteModel</name>
    <message>
        <source>server not read</source>
        <translation>servidor não lido</translation>
    </message>
    <message numerus="yes">
        <source>%n instance(s)</source>
        <translation>
            <numerusform>%Ln instância</numerusform>
            <numerusform>%Ln instâncias</numerusform>
        </translation>
    </message>
    <message>
        <source>Do</source>
        <translation>Fazer</translation>
    </message>
    <message>
        <source>Go to</source>
        <translation>Ir para</translation>
    </message>
    <message>
        <source>Organizations</source>
        <translation>Organizações</translation>
    </message>
    <message>
        <source>Instances</source>
        <translation>Instâncias</translation>
    </message>
    <message>
        <source>Clean up %1…</source>
        <extracomment>%1 is an organization</extracomment>
        <translation>Limpar %1…</translation>
    </message>
    <message>
        <source>Pair a phone for %1…</source>
        <extracomment>%1 is an organization</extracomment>
        <translation>Parear um celular para %1…</translation>
    </message>
    <message>
        <source>New instance for %1…</source>
        <extracomment>%1 is an organization</extracomment>
        <translation>Nova instância para %1…</translation>
    </message>
    <message>
        <source>Filter instances by “%1”</source>
        <extracomment>%1 is what was typed</extracomment>
        <translation>Filtrar instâncias por “%1”</translation>
    </message>
    <message>
        <source>Journal entries with “%1”</source>
        <extracomment>%1 is what was typed</extracomment>
        <translation>Entradas do diário com “%1”</translation>
    </message>
</context>
<context>
    <name>steward::PasteCatcher</name>
    <message>
        <source>Open a .env file</source>
        <translation>Abrir um arquivo .env</translation>
    </message>
</context>
<context>
    <name>steward::PastedSettings</name>
    <message>
        <source>What stands behind the ? in the address cannot be used. Enter the address by hand.</source>
        <translation>O que vem depois do ? no endereço não pode ser usado. Digite o endereço à mão.</translation>
    </message>
    <message>
        <source>This is too long for an address or a .env file. Nothing was changed.</source>
        <translation>Isto é longo demais para um endereço ou um arquivo .env. Nada foi mudado.</translation>
    </message>
    <message>
        <source>This is no address and no .env file.</source>
        <translation>Isto não é um endereço nem um arquivo .env.</translation>
    </message>
    <message>
        <source>None of these variables is one that Steward knows.</source>
        <translation>Nenhuma destas variáveis é uma que o Steward conhece.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Nada foi mudado.</translation>
    </message>
    <message>
        <source>It goes on in another line or another variable. Enter it by hand.</source>
        <translation>Continua em outra linha ou em outra variável. Digite à mão.</translation>
    </message>
    <message>
        <source>server address</source>
        <translation>endereço do servidor</translation>
    </message>
    <message>
        <source>database address</source>
        <translation>endereço do banco de dados</translation>
    </message>
    <message>
        <source>database password</source>
        <translation>senha do banco de dados</translation>
    </message>
    <message>
        <source>cache address</source>
        <translation>endereço do cache</translation>
    </message>
    <message>
        <source>cache password</source>
        <translation>senha do cache</translation>
    </message>
    <message>
        <source>It holds a sign that no key has.</source>
        <translation>Contém um sinal que nenhuma chave tem.</translation>
    </message>
    <message>
        <source>API key</source>
        <translation>Chave de API</translation>
    </message>
    <message>
        <source>certificates</source>
        <translation>certificados</translation>
    </message>
    <message>
        <source>%1 was left out. %2</source>
        <extracomment>%1 is a variable, %2 a sentence that says what is wrong with its value</extracomment>
        <translation>%1 ficou de fora. %2</translation>
    </message>
</context>
<context>
    <name>steward::Plan</name>
    <message>
        <source>This plan was made for another profile or environment. Open that profile, or make the plan again here.</source>
        <translation>Este plano foi feito para outro perfil ou ambiente. Abra esse perfil, ou faça o plano de novo aqui.</translation>
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
        <translation>Desat&amp;ivar…</translation>
    </message>
    <message>
        <source>&amp;Enable…</source>
        <translation>&amp;Ativar…</translation>
    </message>
    <message>
        <source>Pro&amp;tect…</source>
        <translation>Pro&amp;teger…</translation>
    </message>
    <message>
        <source>Re&amp;move protection…</source>
        <translation>Re&amp;mover proteção…</translation>
    </message>
    <message>
        <source>&amp;Delete…</source>
        <translation>E&amp;xcluir…</translation>
    </message>
    <message>
        <source>Nothing is wrong with what is chosen.</source>
        <translation>Nada está errado com o que foi escolhido.</translation>
    </message>
    <message>
        <source>Nothing that is chosen has an enabled row.</source>
        <translation>Nada do que foi escolhido tem linha ativa.</translation>
    </message>
    <message>
        <source>Nothing that is chosen has a disabled row.</source>
        <translation>Nada do que foi escolhido tem linha desativada.</translation>
    </message>
    <message>
        <source>What is chosen is protected already, or is no instance.</source>
        <translation>O que foi escolhido já está protegido, ou não é instância.</translation>
    </message>
    <message>
        <source>Nothing that is chosen is protected.</source>
        <translation>Nada do que foi escolhido está protegido.</translation>
    </message>
    <message>
        <source>What is chosen is no instance: repair removes it.</source>
        <translation>O que foi escolhido não é instância: reparar o remove.</translation>
    </message>
    <message>
        <source>This profile only reads. Choose one that may change the stores.</source>
        <translation>Este perfil só lê. Escolha um que possa mudar as bases.</translation>
    </message>
    <message>
        <source>Choose an instance in the table first.</source>
        <translation>Escolha antes uma instância na tabela.</translation>
    </message>
    <message>
        <source>Choose its &amp;instance…</source>
        <translation>E&amp;scolher a instância…</translation>
    </message>
    <message>
        <source>Use this p&amp;hone…</source>
        <translation>&amp;Usar este telefone…</translation>
    </message>
    <message>
        <source>Un&amp;link phone…</source>
        <translation>Des&amp;conectar celular…</translation>
    </message>
    <message>
        <source>Re&amp;set pairing…</source>
        <translation>Re&amp;fazer pareamento…</translation>
    </message>
    <message>
        <source>Choose the row&apos;s instance</source>
        <translation>Escolher a instância da linha</translation>
    </message>
    <message>
        <source>The row names no instance. Which one is it? These have no row:</source>
        <translation>A linha não diz qual instância. Qual é? Estas não têm linha:</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Open a saved plan</source>
        <translation>Abrir um plano salvo</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Repair %n chosen…</source>
        <translation>
            <numerusform>&amp;Reparar %Ln escolhida…</numerusform>
            <numerusform>&amp;Reparar %Ln escolhidas…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>D&amp;isable %n instance(s)…</source>
        <translation>
            <numerusform>D&amp;esativar %Ln instância…</numerusform>
            <numerusform>D&amp;esativar %Ln instâncias…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Enable %n instance(s)…</source>
        <translation>
            <numerusform>&amp;Ativar %Ln instância…</numerusform>
            <numerusform>&amp;Ativar %Ln instâncias…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Pro&amp;tect %n instance(s)…</source>
        <translation>
            <numerusform>Pro&amp;teger %Ln instância…</numerusform>
            <numerusform>Pro&amp;teger %Ln instâncias…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Re&amp;move protection from %n instance(s)…</source>
        <translation>
            <numerusform>Re&amp;mover a proteção de %Ln instância…</numerusform>
            <numerusform>Re&amp;mover a proteção de %Ln instâncias…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Delete %n instance(s)…</source>
        <translation>
            <numerusform>E&amp;xcluir %Ln instância…</numerusform>
            <numerusform>E&amp;xcluir %Ln instâncias…</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Clean duplicates…</source>
        <translation>&amp;Limpar duplicadas…</translation>
    </message>
    <message>
        <source>&amp;Repair all…</source>
        <translation>&amp;Reparar tudo…</translation>
    </message>
    <message>
        <source>&amp;Apply a saved plan…</source>
        <translation>&amp;Aplicar um plano salvo…</translation>
    </message>
    <message>
        <source>&amp;Clean this organization&apos;s duplicates…</source>
        <translation>&amp;Limpar as duplicadas desta organização…</translation>
    </message>
    <message>
        <source>&amp;Assign organization…</source>
        <translation>Atri&amp;buir organização…</translation>
    </message>
    <message>
        <source>&amp;Show the plan…</source>
        <translation>Mostrar o pla&amp;no…</translation>
    </message>
    <message>
        <source>Plans (*.steward-plan *.json);;All files (*)</source>
        <translation>Planos (*.steward-plan *.json);;Todos os arquivos (*)</translation>
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
            <numerusform>Reiniciar %Ln instância…</numerusform>
            <numerusform>Reiniciar %Ln instâncias…</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing that is chosen is on the server.</source>
        <translation>Nada do que foi escolhido está no servidor.</translation>
    </message>
    <message>
        <source>Nothing that is chosen is connected.</source>
        <translation>Nada do que foi escolhido está conectado.</translation>
    </message>
</context>
<context>
    <name>steward::PlanCards</name>
    <message>
        <source>Clear also what it left behind in the &amp;queues</source>
        <translation>Esvaziar também o que ficou nas &amp;filas</translation>
    </message>
    <message>
        <source>&amp;Disable instead</source>
        <translation>&amp;Desativar em vez disso</translation>
    </message>
    <message>
        <source>In short</source>
        <translation>Em resumo</translation>
    </message>
    <message>
        <source>Clear also what it left behind in the queues</source>
        <translation>Esvaziar também o que ficou nas filas</translation>
    </message>
    <message>
        <source>Disable instead</source>
        <translation>Desativar em vez disso</translation>
    </message>
    <message>
        <source>Disconnect the phone and disable the row; instance, row and token stay</source>
        <translation>Desconectar o celular e desativar a linha; instância, linha e token ficam</translation>
    </message>
    <message>
        <source>There is no plan</source>
        <translation>Não há plano</translation>
    </message>
    <message>
        <source>It is not done</source>
        <translation>Não foi feito</translation>
    </message>
    <message>
        <source>Look twice</source>
        <translation>Olhe duas vezes</translation>
    </message>
    <message>
        <source>Lost for good</source>
        <translation>Perdido para sempre</translation>
    </message>
    <message numerus="yes">
        <source>Left as it is: %n</source>
        <translation>
            <numerusform>Deixada como está: %Ln</numerusform>
            <numerusform>Deixadas como estão: %Ln</numerusform>
        </translation>
    </message>
    <message>
        <source>Can be undone</source>
        <translation>Pode ser desfeito</translation>
    </message>
    <message>
        <source>Rows can be restored from the journal. WhatsApp sessions cannot.</source>
        <translation>Linhas podem ser restauradas pelo diário. Sessões do WhatsApp não.</translation>
    </message>
    <message>
        <source>What is changed in rows can be restored from the journal.</source>
        <translation>O que muda em linhas pode ser restaurado pelo diário.</translation>
    </message>
</context>
<context>
    <name>steward::PlanCommand</name>
    <message>
        <source>To apply it, type: %1</source>
        <extracomment>%1 is a name or a number, to be typed exactly so</extracomment>
        <translation>Para aplicar, digite: %1</translation>
    </message>
    <message>
        <source>The plan was not saved.</source>
        <translation>O plano não foi salvo.</translation>
    </message>
    <message>
        <source>The plan is saved in %1; “apply” with this file does it.</source>
        <extracomment>%1 is a file</extracomment>
        <translation>O plano está salvo em %1; “apply” com este arquivo o executa.</translation>
    </message>
</context>
<context>
    <name>steward::PlanItems</name>
    <message>
        <source>Part of this plan could not be read from this computer&apos;s disk, so Steward stopped here. Make the plan again.</source>
        <translation>Parte deste plano não pôde ser lida do disco deste computador, então o Steward parou aqui. Faça o plano de novo.</translation>
    </message>
    <message>
        <source>This large plan does not fit on this computer&apos;s disk: %1 Free some space and make the plan again.</source>
        <extracomment>%1 is why a file could not be written or read</extracomment>
        <translation>Este plano grande não cabe no disco deste computador: %1 Libere espaço e faça o plano de novo.</translation>
    </message>
</context>
<context>
    <name>steward::PlanLines</name>
    <message>
        <source>Lost for good</source>
        <translation>Perdido para sempre</translation>
    </message>
    <message>
        <source>Left as it is</source>
        <translation>Deixada como está</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <extracomment>%1 is what is done, such as &quot;Delete&quot;, %2 the name of an instance; read aloud</extracomment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1 stays: %2</source>
        <extracomment>%1 is the end of an instance&apos;s name, %2 why it is kept</extracomment>
        <translation>%1 fica: %2</translation>
    </message>
    <message numerus="yes">
        <source>Keep %n</source>
        <translation>
            <numerusform>Manter %Ln</numerusform>
            <numerusform>Manter %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n</source>
        <translation>
            <numerusform>Excluir %Ln</numerusform>
            <numerusform>Excluir %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Change %n</source>
        <translation>
            <numerusform>Mudar %Ln</numerusform>
            <numerusform>Mudar %Ln</numerusform>
        </translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>Perdido</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Fica</translation>
    </message>
    <message>
        <source>%1: nothing to do</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>%1: nada a fazer</translation>
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
        <translation>Escolher</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Revisar</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Executar</translation>
    </message>
    <message>
        <source>Clean duplicates</source>
        <translation>Limpar duplicadas</translation>
    </message>
    <message>
        <source>Each organization keeps the instance that works. The others go. Nothing changes until step 3.</source>
        <translation>Cada organização mantém a instância que funciona. As outras saem. Nada muda até o passo 3.</translation>
    </message>
    <message>
        <source>Review the plan</source>
        <translation>Revisar o plano</translation>
    </message>
    <message>
        <source>Save the plan</source>
        <translation>Salvar o plano</translation>
    </message>
    <message>
        <source>The plan is saved in %1.</source>
        <extracomment>%1 is a file</extracomment>
        <translation>O plano está salvo em %1.</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>%Ln mensagem</numerusform>
            <numerusform>%Ln mensagens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n contact(s)</source>
        <translation>
            <numerusform>%Ln contato</numerusform>
            <numerusform>%Ln contatos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n chat(s)</source>
        <translation>
            <numerusform>%Ln conversa</numerusform>
            <numerusform>%Ln conversas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) that were not delivered yet</source>
        <translation>
            <numerusform>%Ln mensagem ainda não entregue</numerusform>
            <numerusform>%Ln mensagens ainda não entregues</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>instance(s)</source>
        <translation>
            <numerusform>instância</numerusform>
            <numerusform>instâncias</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>row(s)</source>
        <translation>
            <numerusform>linha</numerusform>
            <numerusform>linhas</numerusform>
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
        <translation>a ligação com o número %1</translation>
    </message>
    <message>
        <source>the linked device “%1”</source>
        <extracomment>%1 is the name that a WhatsApp account shows</extracomment>
        <translation>o aparelho conectado “%1”</translation>
    </message>
    <message>
        <source>messages and contacts whose number is not known</source>
        <translation>mensagens e contatos cujo número não se sabe</translation>
    </message>
    <message numerus="yes">
        <source>phone(s) logged out</source>
        <translation>
            <numerusform>celular desconectado</numerusform>
            <numerusform>celulares desconectados</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>webhook(s) set</source>
        <translation>
            <numerusform>webhook definido</numerusform>
            <numerusform>webhooks definidos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>row(s) change</source>
        <translation>
            <numerusform>linha muda</numerusform>
            <numerusform>linhas mudam</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>message queue(s)</source>
        <translation>
            <numerusform>fila de mensagens</numerusform>
            <numerusform>filas de mensagens</numerusform>
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
        <translation>Sessões do WhatsApp não voltam: um celular precisa ser conectado de novo.</translation>
    </message>
    <message>
        <source>It is not connected.</source>
        <translation>Ela não está conectada.</translation>
    </message>
    <message>
        <source>None of them is connected.</source>
        <translation>Nenhuma delas está conectada.</translation>
    </message>
    <message>
        <source>It is connected. Its phone has to be paired again.</source>
        <translation>Ela está conectada. O celular precisa ser pareado de novo.</translation>
    </message>
    <message numerus="yes">
        <source>%n of them are connected. Their phones have to be paired again.</source>
        <translation>
            <numerusform>%Ln delas está conectada. O celular dela precisa ser pareado de novo.</numerusform>
            <numerusform>%Ln delas estão conectadas. Os celulares delas precisam ser pareados de novo.</numerusform>
        </translation>
    </message>
    <message>
        <source>Type %1 to go on in %2.</source>
        <extracomment>%1 is to be typed, %2 an environment in capitals</extracomment>
        <translation>Digite %1 para continuar em %2.</translation>
    </message>
    <message numerus="yes">
        <source>Type %1 to delete %n instance(s) in %2.</source>
        <extracomment>%1 is a number to be typed, %n the same number, %2 an environment in capitals</extracomment>
        <translation>
            <numerusform>Digite %1 para excluir %Ln instância em %2.</numerusform>
            <numerusform>Digite %1 para excluir %Ln instâncias em %2.</numerusform>
        </translation>
    </message>
    <message>
        <source>Type %1 to delete its instance in %2.</source>
        <extracomment>%1 is an organization&apos;s name to be typed, %2 an environment in capitals</extracomment>
        <translation>Digite %1 para excluir a instância em %2.</translation>
    </message>
    <message>
        <source>Type %1 to go on with its instance in %2.</source>
        <translation>Digite %1 para continuar com a instância em %2.</translation>
    </message>
    <message>
        <source>Type %1, its last six digits, to delete it in %2.</source>
        <extracomment>%1 are the last six digits of an instance&apos;s name, to be typed, %2 an environment in capitals</extracomment>
        <translation>Digite %1, os últimos seis dígitos, para excluí-la em %2.</translation>
    </message>
    <message>
        <source>Type %1, its last six digits, to go on in %2.</source>
        <translation>Digite %1, os últimos seis dígitos, para continuar em %2.</translation>
    </message>
    <message>
        <source>Type %1 to delete it in %2.</source>
        <extracomment>%1 is an instance&apos;s name to be typed, %2 an environment in capitals</extracomment>
        <translation>Digite %1 para excluí-la em %2.</translation>
    </message>
    <message>
        <source>It is gone, and proven.</source>
        <translation>Ela foi excluída, e isso está comprovado.</translation>
    </message>
    <message>
        <source>It is done and proven.</source>
        <translation>Está feito e comprovado.</translation>
    </message>
    <message numerus="yes">
        <source>All %n are gone and proven.</source>
        <translation>
            <numerusform>A %Ln foi excluída e isso está comprovado.</numerusform>
            <numerusform>Todas as %Ln foram excluídas e isso está comprovado.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n are done and proven.</source>
        <translation>
            <numerusform>A %Ln está feita e comprovada.</numerusform>
            <numerusform>Todas as %Ln estão feitas e comprovadas.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of %1 are gone.</source>
        <extracomment>%n is how many of a plan&apos;s items are gone, %1 how many it has</extracomment>
        <translation>
            <numerusform>%Ln de %1 foi excluída.</numerusform>
            <numerusform>%Ln de %1 foram excluídas.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of %1 are done.</source>
        <extracomment>%n is how many of a plan&apos;s items are done, %1 how many it has</extracomment>
        <translation>
            <numerusform>%Ln de %1 está feita.</numerusform>
            <numerusform>%Ln de %1 estão feitas.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n are still there.</source>
        <translation>
            <numerusform>%Ln ainda está lá.</numerusform>
            <numerusform>%Ln ainda estão lá.</numerusform>
        </translation>
    </message>
    <message>
        <source>Repair</source>
        <translation>Reparar</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n instance(s)</source>
        <translation>
            <numerusform>Excluir %Ln instância</numerusform>
            <numerusform>Excluir %Ln instâncias</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n instance(s), and create the new one</source>
        <translation>
            <numerusform>Excluir %Ln instância, e criar a nova</numerusform>
            <numerusform>Excluir %Ln instâncias, e criar a nova</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Clean up: delete %n instance(s)</source>
        <translation>
            <numerusform>Limpar: excluir %Ln instância</numerusform>
            <numerusform>Limpar: excluir %Ln instâncias</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Put %n entry(s) right</source>
        <translation>
            <numerusform>Acertar %Ln entrada</numerusform>
            <numerusform>Acertar %Ln entradas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Repair %n instance(s)</source>
        <translation>
            <numerusform>Reparar %Ln instância</numerusform>
            <numerusform>Reparar %Ln instâncias</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Repair %n row(s)</source>
        <translation>
            <numerusform>Reparar %Ln linha</numerusform>
            <numerusform>Reparar %Ln linhas</numerusform>
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
            <numerusform>Desativar %Ln instância</numerusform>
            <numerusform>Desativar %Ln instâncias</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Enable %n instance(s)</source>
        <translation>
            <numerusform>Ativar %Ln instância</numerusform>
            <numerusform>Ativar %Ln instâncias</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Protect %n instance(s)</source>
        <translation>
            <numerusform>Proteger %Ln instância</numerusform>
            <numerusform>Proteger %Ln instâncias</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remove protection from %n instance(s)</source>
        <translation>
            <numerusform>Remover a proteção de %Ln instância</numerusform>
            <numerusform>Remover a proteção de %Ln instâncias</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Reset the pairing of %n instance(s)</source>
        <translation>
            <numerusform>Refazer o pareamento de %Ln instância</numerusform>
            <numerusform>Refazer o pareamento de %Ln instâncias</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Unlink %n phone(s)</source>
        <translation>
            <numerusform>Desconectar %Ln celular</numerusform>
            <numerusform>Desconectar %Ln celulares</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Excluir</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Manter</translation>
    </message>
    <message>
        <source>Disable</source>
        <translation>Desativar</translation>
    </message>
    <message>
        <source>Enable</source>
        <translation>Ativar</translation>
    </message>
    <message>
        <source>Protect</source>
        <translation>Proteger</translation>
    </message>
    <message>
        <source>Remove protection</source>
        <translation>Remover proteção</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Refazer</translation>
    </message>
    <message>
        <source>Unlink</source>
        <translation>Desconectar</translation>
    </message>
    <message>
        <source>The WhatsApp session cannot come back: a phone has to be linked anew.</source>
        <translation>A sessão do WhatsApp não volta: um celular precisa ser conectado de novo.</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) that were not delivered yet stay in its queue, and nobody sends them.</source>
        <translation>
            <numerusform>%Ln mensagem ainda não entregue fica na fila dela, e ninguém a envia.</numerusform>
            <numerusform>%Ln mensagens ainda não entregues ficam na fila dela, e ninguém as envia.</numerusform>
        </translation>
    </message>
    <message>
        <source>still there</source>
        <translation>ainda está lá</translation>
    </message>
    <message>
        <source>gone</source>
        <translation>saiu</translation>
    </message>
    <message>
        <source>written</source>
        <translation>gravação feita</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>fica</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>falhou</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>não se sabe</translation>
    </message>
    <message>
        <source>not told</source>
        <translation>não avisados</translation>
    </message>
    <message>
        <source>nobody listens yet</source>
        <translation>ninguém escuta ainda</translation>
    </message>
    <message>
        <source>told</source>
        <translation>avisados</translation>
    </message>
    <message numerus="yes">
        <source>%n heard it</source>
        <translation>
            <numerusform>%Ln ouviu</numerusform>
            <numerusform>%Ln ouviram</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete instances</source>
        <translation>Excluir instâncias</translation>
    </message>
    <message>
        <source>Replace instances</source>
        <translation>Substituir instâncias</translation>
    </message>
    <message>
        <source>Disable instances</source>
        <translation>Desativar instâncias</translation>
    </message>
    <message>
        <source>Enable instances</source>
        <translation>Ativar instâncias</translation>
    </message>
    <message>
        <source>Protect instances</source>
        <translation>Proteger instâncias</translation>
    </message>
    <message>
        <source>Reset pairing</source>
        <translation>Refazer pareamento</translation>
    </message>
    <message>
        <source>Unlink phone</source>
        <translation>Desconectar celular</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Esperando</translation>
    </message>
    <message>
        <source>Working…</source>
        <translation>Trabalhando…</translation>
    </message>
    <message>
        <source>Waiting for proof</source>
        <translation>Esperando comprovação</translation>
    </message>
    <message>
        <source>Gone from the server</source>
        <translation>Saiu do servidor</translation>
    </message>
    <message>
        <source>Written, being proven…</source>
        <translation>Gravado, sendo comprovado…</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Terminou</translation>
    </message>
    <message>
        <source>Done and proven</source>
        <translation>Feito e comprovado</translation>
    </message>
    <message>
        <source>Nothing to do</source>
        <translation>Nada a fazer</translation>
    </message>
    <message>
        <source>Still there</source>
        <translation>Ainda está lá</translation>
    </message>
    <message>
        <source>Not all done</source>
        <translation>Nem tudo feito</translation>
    </message>
    <message>
        <source>Left as it was</source>
        <translation>Ficou como estava</translation>
    </message>
    <message>
        <source>Not begun</source>
        <translation>Não iniciada</translation>
    </message>
    <message>
        <source>was not there</source>
        <translation>não havia</translation>
    </message>
    <message>
        <source>left as it was</source>
        <translation>fica como estava</translation>
    </message>
    <message>
        <source>%1, printed %2</source>
        <extracomment>%1 is the environment, %2 a date and time</extracomment>
        <translation>%1, impresso em %2</translation>
    </message>
    <message>
        <source>Plans (*.steward-plan);;PDF files to be printed (*.pdf)</source>
        <translation>Planos (*.steward-plan);;Arquivos PDF para imprimir (*.pdf)</translation>
    </message>
    <message numerus="yes">
        <source>instance(s) restarted</source>
        <translation>
            <numerusform>instância reiniciada</numerusform>
            <numerusform>instâncias reiniciadas</numerusform>
        </translation>
    </message>
    <message>
        <source>Set webhooks</source>
        <translation>Definir webhooks</translation>
    </message>
    <message>
        <source>Restart instances</source>
        <translation>Reiniciar instâncias</translation>
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
            <numerusform>Reiniciar %Ln instância</numerusform>
            <numerusform>Reiniciar %Ln instâncias</numerusform>
        </translation>
    </message>
    <message>
        <source>Set the webhook</source>
        <translation>Definir o webhook</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>Reiniciar</translation>
    </message>
    <message>
        <source>Tools, “Apply a saved plan…” opens it again.</source>
        <translation>Ferramentas, “Aplicar um plano salvo…” o abre de novo.</translation>
    </message>
</context>
<context>
    <name>steward::PlanReader</name>
    <message>
        <source>This plan was made by another version of Steward. Make it again with this one.</source>
        <translation>Este plano foi feito por outra versão do Steward. Faça-o de novo com esta.</translation>
    </message>
    <message>
        <source>This is not a plan as Steward writes it (see “%1”). Make the plan again.</source>
        <extracomment>%1 is the place of a field in a file, such as &quot;items[3].steps&quot;</extracomment>
        <translation>Isto não é um plano como o Steward o escreve (veja “%1”). Faça o plano de novo.</translation>
    </message>
</context>
<context>
    <name>steward::PlanRun</name>
    <message>
        <source>S&amp;top after this one</source>
        <translation>Parar &amp;depois desta</translation>
    </message>
    <message>
        <source>Not all of it is done.</source>
        <translation>Nem tudo está feito.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Nada foi mudado.</translation>
    </message>
    <message numerus="yes">
        <source>%n of %1 done</source>
        <extracomment>%n is how many of a plan&apos;s items are done, %1 how many it has</extracomment>
        <translation>
            <numerusform>%Ln de %1 feita</numerusform>
            <numerusform>%Ln de %1 feitas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n still there</source>
        <translation>
            <numerusform>%Ln ainda está lá</numerusform>
            <numerusform>%Ln ainda estão lá</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not all done</source>
        <translation>
            <numerusform>%Ln não feita por inteiro</numerusform>
            <numerusform>%Ln não feitas por inteiro</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not begun</source>
        <translation>
            <numerusform>%Ln não iniciada</numerusform>
            <numerusform>%Ln não iniciadas</numerusform>
        </translation>
    </message>
    <message>
        <source>Reading the three stores once more before the first change…</source>
        <translation>Lendo as três bases mais uma vez antes da primeira mudança…</translation>
    </message>
    <message>
        <source>done and proven</source>
        <translation>feito e comprovado</translation>
    </message>
    <message>
        <source>working</source>
        <translation>trabalhando</translation>
    </message>
    <message>
        <source>still there</source>
        <translation>ainda está lá</translation>
    </message>
    <message>
        <source>not all done</source>
        <translation>nem tudo feito</translation>
    </message>
    <message>
        <source>left as it was</source>
        <translation>fica como estava</translation>
    </message>
    <message>
        <source>not begun</source>
        <translation>não iniciada</translation>
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
        <translation>restam cerca de %1</translation>
    </message>
    <message numerus="yes">
        <source>%n left as it was</source>
        <translation>
            <numerusform>%Ln ficou como estava</numerusform>
            <numerusform>%Ln ficaram como estavam</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::PlanState</name>
    <message>
        <source>no number</source>
        <translation>nenhum número</translation>
    </message>
    <message>
        <source>none</source>
        <translation>nenhum</translation>
    </message>
    <message>
        <source>no instance</source>
        <translation>nenhuma instância</translation>
    </message>
    <message>
        <source>It has been protected since.</source>
        <translation>Foi protegida desde então.</translation>
    </message>
    <message>
        <source>Its protection has been removed since.</source>
        <translation>A proteção foi removida desde então.</translation>
    </message>
    <message>
        <source>The server does not list it any more, and did not say whether it still runs it.</source>
        <translation>O servidor não a lista mais, e não disse se ainda a executa.</translation>
    </message>
    <message>
        <source>It is not on the server any more.</source>
        <translation>Não está mais no servidor.</translation>
    </message>
    <message>
        <source>It is on the server now, and was not before.</source>
        <translation>Está no servidor agora, e antes não estava.</translation>
    </message>
    <message>
        <source>The server still runs it but does not list it any more.</source>
        <translation>O servidor ainda a executa mas não a lista mais.</translation>
    </message>
    <message>
        <source>It was deleted and created again since.</source>
        <translation>Foi excluída e criada de novo desde então.</translation>
    </message>
    <message>
        <source>Somebody has connected a phone since.</source>
        <translation>Alguém conectou um celular desde então.</translation>
    </message>
    <message>
        <source>Its phone has been disconnected since.</source>
        <translation>O celular foi desconectado desde então.</translation>
    </message>
    <message>
        <source>On the server its number was %1 and now is %2.</source>
        <extracomment>%1 and %2 are phone numbers or &quot;no number&quot;</extracomment>
        <translation>No servidor o número era %1 e agora é %2.</translation>
    </message>
    <message>
        <source>The row %1 no longer names it.</source>
        <extracomment>%1 is a row&apos;s id</extracomment>
        <translation>A linha %1 não aponta mais para ela.</translation>
    </message>
    <message>
        <source>The row %1 names it now.</source>
        <extracomment>%1 is a row&apos;s id</extracomment>
        <translation>A linha %1 agora aponta para ela.</translation>
    </message>
    <message>
        <source>Its row belonged to the organization %1 and now belongs to %2.</source>
        <extracomment>%1 and %2 are ids of organizations</extracomment>
        <translation>A linha pertencia à organização %1 e agora pertence a %2.</translation>
    </message>
    <message>
        <source>Its row named %1 and now names %2.</source>
        <extracomment>%1 and %2 are names of instances</extracomment>
        <translation>A linha apontava para %1 e agora aponta para %2.</translation>
    </message>
    <message>
        <source>The clinic of its row was %1 and now is %2.</source>
        <extracomment>%1 and %2 are ids of clinics or &quot;none&quot;</extracomment>
        <translation>A clínica da linha era %1 e agora é %2.</translation>
    </message>
    <message>
        <source>Its row has been switched on since.</source>
        <translation>A linha foi ativada desde então.</translation>
    </message>
    <message>
        <source>Its row has been switched off since.</source>
        <translation>A linha foi desativada desde então.</translation>
    </message>
    <message>
        <source>The status of its row was “%1” and now is “%2”.</source>
        <extracomment>%1 and %2 are status texts such as &quot;active&quot;</extracomment>
        <translation>O status da linha era “%1” e agora é “%2”.</translation>
    </message>
    <message>
        <source>The number of its row was %1 and now is %2.</source>
        <extracomment>%1 and %2 are phone numbers or &quot;no number&quot;</extracomment>
        <translation>O número da linha era %1 e agora é %2.</translation>
    </message>
    <message>
        <source>Its cache entry now names another organization.</source>
        <translation>A entrada do cache agora aponta para outra organização.</translation>
    </message>
    <message>
        <source>The number of its cache entry was %1 and now is %2.</source>
        <extracomment>%1 and %2 are phone numbers or &quot;no number&quot;</extracomment>
        <translation>O número da entrada do cache era %1 e agora é %2.</translation>
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
        <translation>Banco</translation>
    </message>
    <message>
        <source>Cache</source>
        <translation>Cache</translation>
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
        <translation>nada a fazer</translation>
    </message>
    <message numerus="yes">
        <source>%n instance(s)</source>
        <translation>
            <numerusform>%Ln instância</numerusform>
            <numerusform>%Ln instâncias</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%Ln linha</numerusform>
            <numerusform>%Ln linhas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cache entry(s)</source>
        <translation>
            <numerusform>%Ln entrada do cache</numerusform>
            <numerusform>%Ln entradas do cache</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message queue(s)</source>
        <translation>
            <numerusform>%Ln fila de mensagens</numerusform>
            <numerusform>%Ln filas de mensagens</numerusform>
        </translation>
    </message>
    <message>
        <source>delete %1</source>
        <extracomment>%1 is a list such as &quot;5 instances, 1 row&quot;</extracomment>
        <translation>excluir %1</translation>
    </message>
    <message numerus="yes">
        <source>disconnect %n phone(s)</source>
        <translation>
            <numerusform>desconectar %Ln celular</numerusform>
            <numerusform>desconectar %Ln celulares</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>create %n instance(s)</source>
        <translation>
            <numerusform>criar %Ln instância</numerusform>
            <numerusform>criar %Ln instâncias</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>add %n row(s)</source>
        <translation>
            <numerusform>adicionar %Ln linha</numerusform>
            <numerusform>adicionar %Ln linhas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>change %n row(s)</source>
        <translation>
            <numerusform>mudar %Ln linha</numerusform>
            <numerusform>mudar %Ln linhas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>set %n webhook(s)</source>
        <translation>
            <numerusform>definir %Ln webhook</numerusform>
            <numerusform>definir %Ln webhooks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>write %n cache entry(s)</source>
        <translation>
            <numerusform>gravar %Ln entrada do cache</numerusform>
            <numerusform>gravar %Ln entradas do cache</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>change the protection of %n instance(s) in the profile</source>
        <translation>
            <numerusform>mudar a proteção de %Ln instância no perfil</numerusform>
            <numerusform>mudar a proteção de %Ln instâncias no perfil</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>send %n notice(s) to the workers</source>
        <translation>
            <numerusform>enviar %Ln aviso aos programas de mensagens</numerusform>
            <numerusform>enviar %Ln avisos aos programas de mensagens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>restart %n instance(s)</source>
        <translation>
            <numerusform>reiniciar %Ln instância</numerusform>
            <numerusform>reiniciar %Ln instâncias</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::PlanText</name>
    <message>
        <source>no organization</source>
        <translation>nenhuma organização</translation>
    </message>
    <message>
        <source>(no name)</source>
        <translation>(sem nome)</translation>
    </message>
    <message>
        <source>no number</source>
        <translation>nenhum número</translation>
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
        <translation>aponta para</translation>
    </message>
    <message>
        <source>organization</source>
        <translation>organização</translation>
    </message>
    <message>
        <source>clinic</source>
        <translation>clínica</translation>
    </message>
    <message>
        <source>none</source>
        <translation>nenhum</translation>
    </message>
    <message>
        <source>status</source>
        <translation>status</translation>
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
        <translation>ativada</translation>
    </message>
    <message>
        <source>disabled</source>
        <translation>desativada</translation>
    </message>
    <message>
        <source>status %1</source>
        <extracomment>%1 is a status text of a row, such as &quot;active&quot;</extracomment>
        <translation>status %1</translation>
    </message>
    <message>
        <source>cache entry of the instance %1</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>entrada do cache da instância %1</translation>
    </message>
    <message>
        <source>cache entry of the new row&apos;s token</source>
        <translation>entrada do cache do token da nova linha</translation>
    </message>
    <message>
        <source>cache entry of the token %1</source>
        <extracomment>%1 is the first characters of a webhook token</extracomment>
        <translation>entrada do cache do token %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>%1 is what is done, %2 what stands there or what changes</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>goes to</source>
        <translation>vai para</translation>
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
            <numerusform>filas de %1, com %Ln mensagem</numerusform>
            <numerusform>filas de %1, com %Ln mensagens</numerusform>
        </translation>
    </message>
    <message>
        <source>row %1</source>
        <extracomment>%1 is a row&apos;s id</extracomment>
        <translation>linha %1</translation>
    </message>
    <message>
        <source>the webhook of %1 gets no events of a removal any more, so that the server does not wait for it</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>o webhook de %1 não recebe mais os eventos de uma remoção, para que o servidor não espere por ele</translation>
    </message>
    <message>
        <source>disconnect the phone of %1</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>desconectar o celular de %1</translation>
    </message>
    <message>
        <source>delete the instance %1</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>excluir a instância %1</translation>
    </message>
    <message>
        <source>create the instance %1</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>criar a instância %1</translation>
    </message>
    <message>
        <source>a new row</source>
        <translation>uma nova linha</translation>
    </message>
    <message>
        <source>delete the %1</source>
        <extracomment>%1 is &quot;row&quot; and a row&apos;s id</extracomment>
        <translation>excluir: %1</translation>
    </message>
    <message>
        <source>protected</source>
        <translation>protegida</translation>
    </message>
    <message>
        <source>not protected any more</source>
        <translation>não mais protegida</translation>
    </message>
    <message>
        <source>is left as it is, and reserved while this is done</source>
        <translation>fica como está, e reservada enquanto isto é feito</translation>
    </message>
    <message numerus="yes">
        <source>time left: %n second(s)</source>
        <translation>
            <numerusform>tempo restante: %Ln segundo</numerusform>
            <numerusform>tempo restante: %Ln segundos</numerusform>
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
        <translation>avisar os programas de mensagens da nova instância %1</translation>
    </message>
    <message>
        <source>tell the workers that %1 is gone</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>avisar os programas de mensagens que %1 saiu</translation>
    </message>
    <message>
        <source>the profile protects %1</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>o perfil protege %1</translation>
    </message>
    <message>
        <source>the profile does not protect %1 any more</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>o perfil não protege mais %1</translation>
    </message>
    <message>
        <source>(row without a name)</source>
        <translation>(linha sem nome)</translation>
    </message>
    <message>
        <source>(key without an instance)</source>
        <translation>(chave sem instância)</translation>
    </message>
    <message>
        <source>(empty name)</source>
        <translation>(nome vazio)</translation>
    </message>
    <message>
        <source>left as it is: %1</source>
        <extracomment>%1 is a sentence that says why something is left as it is</extracomment>
        <translation>deixada como está: %1</translation>
    </message>
    <message>
        <source>nothing to do</source>
        <translation>nada a fazer</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n instance(s)</source>
        <extracomment>%1 is an organization or a phone number, %n the number of its instances</extracomment>
        <translation>
            <numerusform>%1: %Ln instância</numerusform>
            <numerusform>%1: %Ln instâncias</numerusform>
        </translation>
    </message>
    <message>
        <source>Steward would keep %1 (%2)</source>
        <extracomment>%1 is the name of an instance, %2 why it would be kept</extracomment>
        <translation>O Steward manteria %1 (%2)</translation>
    </message>
    <message>
        <source>keep %1 (%2)</source>
        <extracomment>%1 is the name of an instance, %2 why it is kept</extracomment>
        <translation>manter %1 (%2)</translation>
    </message>
    <message>
        <source>events added: %1</source>
        <extracomment>%1 is a list of a webhook&apos;s events, such as &quot;CALL, CHATS_SET&quot;</extracomment>
        <translation>eventos acrescentados: %1</translation>
    </message>
    <message>
        <source>events taken out: %1</source>
        <extracomment>%1 is a list of a webhook&apos;s events, such as &quot;CALL, CHATS_SET&quot;</extracomment>
        <translation>eventos retirados: %1</translation>
    </message>
    <message>
        <source>switched on</source>
        <translation>ligado</translation>
    </message>
    <message>
        <source>restart %1: its connection drops for a moment</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>reiniciar %1: a conexão cai por um momento</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>conectada</translation>
    </message>
    <message>
        <source>pairing</source>
        <translation>pareando</translation>
    </message>
    <message>
        <source>disconnected</source>
        <translation>desconectada</translation>
    </message>
    <message>
        <source>state not known</source>
        <translation>estado não conhecido</translation>
    </message>
</context>
<context>
    <name>steward::PostgresDatabaseAdapter</name>
    <message>
        <source>The change was sent to the database and its answer was lost, so it may have happened. Read again before doing it once more.</source>
        <translation>A mudança foi enviada ao banco de dados e a resposta se perdeu, então pode ter acontecido. Leia de novo antes de repetir.</translation>
    </message>
    <message>
        <source>A rule of the database forbids this change, for instance because other records depend on the row, or because the organization already has one. Read again and look at the row.</source>
        <translation>Uma regra do banco de dados proíbe esta mudança, por exemplo porque outros registros dependem da linha, ou porque a organização já tem uma. Leia de novo e olhe a linha.</translation>
    </message>
    <message>
        <source>The database accepts no changes at the moment. Ask its administrator why it is set to read-only.</source>
        <translation>O banco de dados não aceita mudanças no momento. Pergunte ao administrador por que está somente leitura.</translation>
    </message>
    <message>
        <source>The database</source>
        <translation>O banco de dados</translation>
    </message>
    <message>
        <source>This profile only reads, so the database was left as it is. Choose a profile that may change it.</source>
        <translation>Este perfil só lê, então o banco de dados ficou como está. Escolha um perfil que possa mudá-lo.</translation>
    </message>
    <message>
        <source>The system&apos;s certificates could not be written into Steward&apos;s data directory. Check that it is there and writable, or enter a CA file in the profile.</source>
        <translation>Os certificados do sistema não puderam ser gravados na pasta de dados do Steward. Verifique se ela existe e aceita gravação, ou indique um arquivo da CA no perfil.</translation>
    </message>
    <message>
        <source>The CA file for the database cannot be read. Check its path in the profile.</source>
        <translation>O arquivo da CA do banco de dados não pode ser lido. Confira o caminho no perfil.</translation>
    </message>
    <message>
        <source>The database&apos;s sslmode is unknown: %1. Use verify-full.</source>
        <extracomment>%1 is the mode as it was entered</extracomment>
        <translation>O sslmode do banco de dados é desconhecido: %1. Use verify-full.</translation>
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
        <translation>Entrou como %1.</translation>
    </message>
    <message>
        <source>PostgreSQL %1.</source>
        <extracomment>%1 is a version number</extracomment>
        <translation>PostgreSQL %1.</translation>
    </message>
    <message>
        <source>Encrypted, and the certificate was verified.</source>
        <translation>Com criptografia, e o certificado foi verificado.</translation>
    </message>
    <message>
        <source>Encrypted, but the certificate was not verified.</source>
        <translation>Com criptografia, mas o certificado não foi verificado.</translation>
    </message>
    <message>
        <source>Not encrypted.</source>
        <translation>Sem criptografia.</translation>
    </message>
    <message>
        <source>The connection stays on this computer.</source>
        <translation>A conexão fica neste computador.</translation>
    </message>
    <message>
        <source>This is a replica.</source>
        <translation>Esta é uma réplica.</translation>
    </message>
    <message>
        <source>This is the primary.</source>
        <translation>Este é o primário.</translation>
    </message>
    <message>
        <source>There is no table %1.</source>
        <extracomment>%1 is a table&apos;s name</extracomment>
        <translation>Não há a tabela %1.</translation>
    </message>
    <message>
        <source>The table %1 lacks these columns: %2.</source>
        <extracomment>%1 is a table&apos;s name, %2 a list of its columns</extracomment>
        <translation>Na tabela %1 faltam estas colunas: %2.</translation>
    </message>
    <message>
        <source>The table %1 is there.</source>
        <extracomment>%1 is a table&apos;s name</extracomment>
        <translation>A tabela %1 existe.</translation>
    </message>
    <message>
        <source>Organizations cannot be read, so their ids are shown instead of names.</source>
        <translation>As organizações não podem ser lidas, então aparecem os IDs em vez dos nomes.</translation>
    </message>
    <message>
        <source>Clinics cannot be read, so their ids are shown instead of names.</source>
        <translation>As clínicas não podem ser lidas, então aparecem os IDs em vez dos nomes.</translation>
    </message>
    <message>
        <source>The table can be read.</source>
        <translation>A tabela pode ser lida.</translation>
    </message>
    <message>
        <source>No policy hides rows from this role.</source>
        <translation>Nenhuma política esconde linhas deste papel.</translation>
    </message>
    <message>
        <source>A policy may hide rows from this role.</source>
        <translation>Uma política pode esconder linhas deste papel.</translation>
    </message>
    <message>
        <source>This profile only reads.</source>
        <translation>Este perfil só lê.</translation>
    </message>
    <message>
        <source>Rows can be inserted, updated and deleted.</source>
        <translation>Linhas podem ser inseridas, mudadas e excluídas.</translation>
    </message>
    <message>
        <source>Rows cannot be inserted, updated or deleted by this role.</source>
        <translation>Linhas não podem ser inseridas, mudadas ou excluídas por este papel.</translation>
    </message>
    <message>
        <source>There is no function %1.</source>
        <extracomment>%1 is a function&apos;s name</extracomment>
        <translation>Não há a função %1.</translation>
    </message>
    <message>
        <source>This role may not call %1.</source>
        <extracomment>%1 is a function&apos;s name</extracomment>
        <translation>Este papel não pode chamar %1.</translation>
    </message>
    <message>
        <source>%1 may be called.</source>
        <extracomment>%1 is a function&apos;s name</extracomment>
        <translation>%1 pode ser chamada.</translation>
    </message>
    <message>
        <source>Connected directly.</source>
        <translation>Conexão direta.</translation>
    </message>
    <message>
        <source>Connected through a pooler in session mode.</source>
        <translation>Conexão por um pooler em modo de sessão.</translation>
    </message>
    <message>
        <source>Connected through a pooler in transaction mode.</source>
        <translation>Conexão por um pooler em modo de transação.</translation>
    </message>
</context>
<context>
    <name>steward::Practice</name>
    <message>
        <source>Everything may be read.</source>
        <translation>Tudo pode ser lido.</translation>
    </message>
    <message>
        <source>No policy hides a row.</source>
        <translation>Nenhuma política esconde uma linha.</translation>
    </message>
    <message>
        <source>Everything may be changed: these are practice data.</source>
        <translation>Tudo pode ser mudado: são dados de prática.</translation>
    </message>
    <message>
        <source>Integrations may be saved.</source>
        <translation>Integrações podem ser gravadas.</translation>
    </message>
    <message>
        <source>The workers can be told.</source>
        <translation>Os programas de mensagens podem ser avisados.</translation>
    </message>
    <message>
        <source>It lives inside Steward and always answers.</source>
        <translation>Vive dentro do Steward e sempre responde.</translation>
    </message>
    <message>
        <source>Nothing leaves this computer.</source>
        <translation>Nada sai deste computador.</translation>
    </message>
    <message>
        <source>None are needed.</source>
        <translation>Nenhuma é necessária.</translation>
    </message>
    <message>
        <source>It behaves like version %1.</source>
        <extracomment>%1 is a version number, such as 2.3.6</extracomment>
        <translation>Comporta-se como a versão %1.</translation>
    </message>
    <message>
        <source>It is the primary.</source>
        <translation>É o primário.</translation>
    </message>
    <message>
        <source>All the data that Steward needs is there.</source>
        <translation>Todos os dados de que o Steward precisa estão aqui.</translation>
    </message>
    <message>
        <source>The connection is direct.</source>
        <translation>A conexão é direta.</translation>
    </message>
    <message>
        <source>The practice server</source>
        <translation>O servidor de prática</translation>
    </message>
    <message>
        <source>The practice database</source>
        <translation>O banco de dados de prática</translation>
    </message>
    <message>
        <source>The practice cache</source>
        <translation>O cache de prática</translation>
    </message>
    <message>
        <source>%1 could not be used. %2 Try again, or ask the doctor.</source>
        <extracomment>%1 is a store, such as &quot;The practice server&quot;; %2 is the cause, a whole sentence</extracomment>
        <translation>%1 não pôde ser usado. %2 Tente de novo, ou consulte o diagnóstico.</translation>
    </message>
    <message>
        <source>%1 is open for reading only. Use a profile that allows changes.</source>
        <extracomment>%1 is a store, such as &quot;The practice server&quot;</extracomment>
        <translation>%1 está aberto só para leitura. Use um perfil que permita mudanças.</translation>
    </message>
    <message>
        <source>No request can reach an instance named &quot;%1&quot;. Ask the server&apos;s administrator to remove it.</source>
        <extracomment>%1 is an instance&apos;s name, which is empty or consists of dots</extracomment>
        <translation>Nenhum pedido alcança uma instância chamada &quot;%1&quot;. Peça ao administrador do servidor que a remova.</translation>
    </message>
    <message>
        <source>The practice server has no instance named &quot;%1&quot;. Read again.</source>
        <extracomment>%1 is an instance&apos;s name</extracomment>
        <translation>O servidor de prática não tem uma instância chamada &quot;%1&quot;. Leia de novo.</translation>
    </message>
    <message>
        <source>The name &quot;%1&quot; is already in use at the practice server. Choose another one.</source>
        <extracomment>%1 is an instance&apos;s name</extracomment>
        <translation>O nome &quot;%1&quot; já está em uso no servidor de prática. Escolha outro.</translation>
    </message>
    <message>
        <source>None is needed.</source>
        <translation>Nenhuma é necessária.</translation>
    </message>
</context>
<context>
    <name>steward::PracticeDatabase</name>
    <message>
        <source>An integration needs an organization and a name of readable text. Check both.</source>
        <translation>Uma integração precisa de uma organização e de um nome em texto legível. Confira os dois.</translation>
    </message>
    <message>
        <source>The organization already has an enabled integration. Read again.</source>
        <translation>A organização já tem uma integração ativa. Leia de novo.</translation>
    </message>
    <message>
        <source>What was kept of the deleted integration cannot be read, so it was not restored. Create a new one instead.</source>
        <translation>O que foi guardado da integração excluída não pode ser lido, então ela não foi restaurada. Crie uma nova.</translation>
    </message>
</context>
<context>
    <name>steward::PracticeGuards</name>
    <message>
        <source>It is not there.</source>
        <translation>Não existe.</translation>
    </message>
</context>
<context>
    <name>steward::PracticeServer</name>
    <message>
        <source>The server cannot make an instance of this name. Choose a name of plain text.</source>
        <translation>O servidor não pode criar uma instância com este nome. Escolha um nome de texto simples.</translation>
    </message>
    <message>
        <source>An instance&apos;s name may have at most 255 characters. Choose a shorter one.</source>
        <translation>O nome de uma instância pode ter no máximo 255 caracteres. Escolha um mais curto.</translation>
    </message>
</context>
<context>
    <name>steward::PrivateFile</name>
    <message>
        <source>The file %1 could not be written. See whether the disk is full and whether you may write there.</source>
        <extracomment>%1 is a file&apos;s path</extracomment>
        <translation>O arquivo %1 não pôde ser gravado. Veja se o disco está cheio e se você pode gravar ali.</translation>
    </message>
    <message>
        <source>Reading the file %1 failed half-way. Try again, or see whether the disk is well.</source>
        <extracomment>%1 is a file&apos;s path</extracomment>
        <translation>A leitura do arquivo %1 falhou no meio. Tente de novo, ou veja se o disco está bem.</translation>
    </message>
    <message>
        <source>The file %1 is far too large for what it should hold. Choose another file.</source>
        <extracomment>%1 is a file&apos;s path</extracomment>
        <translation>O arquivo %1 é grande demais para o que deveria conter. Escolha outro arquivo.</translation>
    </message>
    <message>
        <source>The folder %1 could not be made. Choose another one, or see whether you may write there.</source>
        <extracomment>%1 is a folder&apos;s path</extracomment>
        <translation>A pasta %1 não pôde ser criada. Escolha outra, ou veja se você pode gravar ali.</translation>
    </message>
</context>
<context>
    <name>steward::ProblemGroup</name>
    <message>
        <source>Duplicates</source>
        <translation>Duplicadas</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Conexão</translation>
    </message>
    <message>
        <source>Missing or extra</source>
        <translation>Falta ou sobra</translation>
    </message>
    <message>
        <source>Cache</source>
        <translation>Cache</translation>
    </message>
    <message>
        <source>Details differ</source>
        <translation>Detalhes diferem</translation>
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
        <translation>%1 ou mais</translation>
    </message>
</context>
<context>
    <name>steward::ProblemList</name>
    <message>
        <source>Errors</source>
        <translation>Erros</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>Avisos</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notas</translation>
    </message>
    <message numerus="yes">
        <source>%n instance(s)</source>
        <translation>
            <numerusform>%Ln instância</numerusform>
            <numerusform>%Ln instâncias</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %n of them counted above</source>
        <extracomment>%1 is &quot;27 instances&quot;, of which %n stand among the errors too</extracomment>
        <translation>
            <numerusform>%1, %Ln delas contada acima</numerusform>
            <numerusform>%1, %Ln delas contadas acima</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more kind(s)</source>
        <translation>
            <numerusform>mais %Ln tipo</numerusform>
            <numerusform>mais %Ln tipos</numerusform>
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
        <translation>Mostrar todos os problemas</translation>
    </message>
    <message>
        <source>A store was not read. It may hide more problems.</source>
        <translation>Uma base não foi lida. Pode haver mais problemas.</translation>
    </message>
    <message>
        <source>Everything agrees. All instances say the same in all three stores.</source>
        <translation>Tudo concorda. Todas as instâncias dizem o mesmo nas três bases.</translation>
    </message>
    <message>
        <source>No instances yet. The stores were read and are empty.</source>
        <translation>Nenhuma instância ainda. As bases foram lidas e estão vazias.</translation>
    </message>
</context>
<context>
    <name>steward::ProcessLock</name>
    <message>
        <source>The file %1 could not be locked. Check whether the disk is full and whether you may write there.</source>
        <extracomment>%1 is a file&apos;s path</extracomment>
        <translation>O arquivo %1 não pôde ser travado. Verifique se o disco está cheio e se você pode gravar ali.</translation>
    </message>
    <message>
        <source>Another Steward keeps the journal busy. Try again, or close the other one.</source>
        <translation>Outro Steward mantém o diário ocupado. Tente de novo, ou feche o outro.</translation>
    </message>
</context>
<context>
    <name>steward::Profile</name>
    <message>
        <source>The profile names no Evolution API server. Enter its address in the profile.</source>
        <translation>O perfil não indica um servidor Evolution API. Digite o endereço no perfil.</translation>
    </message>
    <message>
        <source>The profile lacks the database&apos;s host, name or user. Enter it in the profile.</source>
        <translation>Falta no perfil o host, o nome ou o usuário do banco de dados. Digite no perfil.</translation>
    </message>
    <message>
        <source>The profile names no Redis server. Enter its address in the profile.</source>
        <translation>O perfil não indica um servidor Redis. Digite o endereço no perfil.</translation>
    </message>
    <message>
        <source>The webhook address has braces that are not known. Only {webhook_token} and {instance_name} are filled in.</source>
        <translation>O endereço do webhook tem chaves que não são conhecidas. Só {webhook_token} e {instance_name} são preenchidos.</translation>
    </message>
    <message>
        <source>The webhook address is not of the form https://host/path.</source>
        <translation>O endereço do webhook não tem a forma https://host/caminho.</translation>
    </message>
    <message>
        <source>The webhook address holds a user or a password. Remove it, or use {webhook_token} in the path.</source>
        <translation>O endereço do webhook contém um usuário ou uma senha. Remova, ou use {webhook_token} no caminho.</translation>
    </message>
</context>
<context>
    <name>steward::ProfileActions</name>
    <message>
        <source>Open a profile file</source>
        <translation>Abrir um arquivo de perfil</translation>
    </message>
    <message>
        <source>Save the profile to a file</source>
        <translation>Salvar o perfil em um arquivo</translation>
    </message>
    <message>
        <source>Remove the profile</source>
        <translation>Remover o perfil</translation>
    </message>
    <message>
        <source>Remove the profile %1 from this computer?</source>
        <extracomment>%1 is the profile&apos;s name</extracomment>
        <translation>Remover o perfil %1 deste computador?</translation>
    </message>
    <message>
        <source>Its addresses and passwords are forgotten here. The servers themselves stay as they are.</source>
        <translation>Os endereços e senhas dele são esquecidos aqui. Os servidores ficam como estão.</translation>
    </message>
    <message>
        <source>&amp;Remove the Profile</source>
        <translation>&amp;Remover o perfil</translation>
    </message>
    <message>
        <source>Profiles (*.steward-profile *.json);;All files (*)</source>
        <translation>Perfis (*.steward-profile *.json);;Todos os arquivos (*)</translation>
    </message>
    <message>
        <source>Profiles (*.steward-profile)</source>
        <translation>Perfis (*.steward-profile)</translation>
    </message>
    <message>
        <source>These workspaces are here already.</source>
        <translation>Estes espaços de trabalho já estão aqui.</translation>
    </message>
    <message numerus="yes">
        <source>%n workspace(s) were added. The key and the passwords are asked for when you open one.</source>
        <translation>
            <numerusform>%Ln espaço de trabalho foi adicionado. A chave e as senhas são pedidas quando você o abre.</numerusform>
            <numerusform>%Ln espaços de trabalho foram adicionados. A chave e as senhas são pedidas quando você abre um deles.</numerusform>
        </translation>
    </message>
    <message>
        <source>Save all profiles to a file</source>
        <translation>Salvar todos os perfis em um arquivo</translation>
    </message>
    <message>
        <source>Saved without keys and passwords.</source>
        <translation>Salvo sem chaves e senhas.</translation>
    </message>
    <message>
        <source>Your administrator has set this workspace. It cannot be removed here.</source>
        <translation>O administrador definiu este espaço de trabalho. Ele não pode ser removido aqui.</translation>
    </message>
</context>
<context>
    <name>steward::ProfileContext</name>
    <message>
        <source>Practice</source>
        <translation>Prática</translation>
    </message>
</context>
<context>
    <name>steward::ProfileEditor</name>
    <message>
        <source>Choose a certificate</source>
        <translation>Escolher um certificado</translation>
    </message>
    <message>
        <source>Certificates and keys (*.pem *.crt *.cer *.key);;All files (*)</source>
        <translation>Certificados e chaves (*.pem *.crt *.cer *.key);;Todos os arquivos (*)</translation>
    </message>
    <message>
        <source>Connect to your servers</source>
        <translation>Conectar aos seus servidores</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Conexões</translation>
    </message>
    <message>
        <source>Names and webhook</source>
        <translation>Nomes e webhook</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>Limites</translation>
    </message>
    <message>
        <source>Filled in: %1.</source>
        <extracomment>%1 lists what was pasted, such as &quot;database address, database password&quot;</extracomment>
        <translation>Preenchido: %1.</translation>
    </message>
    <message numerus="yes">
        <source>%n other variable(s) were left out.</source>
        <translation>
            <numerusform>%Ln outra variável ficou de fora.</numerusform>
            <numerusform>%Ln outras variáveis ficaram de fora.</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Save and open</source>
        <translation>&amp;Salvar e abrir</translation>
    </message>
    <message>
        <source>Sa&amp;ve</source>
        <translation>Sa&amp;lvar</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Nada foi mudado.</translation>
    </message>
    <message>
        <source>What is saved is exported, not what was entered since.</source>
        <translation>É exportado o que está salvo, não o que foi preenchido depois.</translation>
    </message>
    <message>
        <source>Asks for a typed confirmation</source>
        <translation>Pede uma confirmação digitada</translation>
    </message>
    <message>
        <source>Give the workspace a name first.</source>
        <translation>Dê antes um nome ao espaço de trabalho.</translation>
    </message>
    <message>
        <source>The address is another one, so its key or password has to be entered anew.</source>
        <translation>O endereço é outro, então a chave ou a senha precisa ser digitada de novo.</translation>
    </message>
    <message>
        <source>Your administrator has set this workspace. Only its key and passwords are yours.</source>
        <translation>O administrador definiu este espaço de trabalho. Só a chave e as senhas são suas.</translation>
    </message>
</context>
<context>
    <name>steward::ProfileFile</name>
    <message>
        <source>one host&apos;s name or address</source>
        <translation>o nome ou endereço de um host</translation>
    </message>
    <message>
        <source>a mode that libpq knows, such as verify-full</source>
        <translation>um modo que libpq conhece, como verify-full</translation>
    </message>
    <message>
        <source>tcp, tls or unix</source>
        <translation>tcp, tls ou unix</translation>
    </message>
    <message>
        <source>a list of instance names</source>
        <translation>uma lista de nomes de instâncias</translation>
    </message>
    <message>
        <source>production, staging or development</source>
        <translation>production, staging ou development</translation>
    </message>
    <message>
        <source>This is no profile: it is far too large. Choose another file.</source>
        <translation>Isto não é um perfil: é grande demais. Escolha outro arquivo.</translation>
    </message>
    <message>
        <source>This is no profile: it is not a JSON document. Choose a file that Steward exported.</source>
        <translation>Isto não é um perfil: não é um documento JSON. Escolha um arquivo que o Steward exportou.</translation>
    </message>
    <message>
        <source>This is no profile: it names no version. Choose a file that Steward exported.</source>
        <translation>Isto não é um perfil: não indica versão. Escolha um arquivo que o Steward exportou.</translation>
    </message>
    <message>
        <source>This profile was written by another version of Steward, which this one cannot read. Update Steward.</source>
        <translation>Este perfil foi gravado por outra versão do Steward, que esta não sabe ler. Atualize o Steward.</translation>
    </message>
    <message>
        <source>This profile holds a secret in the field %1. Remove it from the file; Steward asks for secrets and keeps them in this computer&apos;s keychain.</source>
        <extracomment>%1 is a field&apos;s name such as database.password</extracomment>
        <translation>Este perfil contém um segredo no campo %1. Remova-o do arquivo; o Steward pede os segredos e os guarda no chaveiro deste computador.</translation>
    </message>
    <message>
        <source>This profile cannot be used: the field %1 must be %2.</source>
        <extracomment>%1 is a field&apos;s name such as cache.port, %2 completes the sentence, such as &quot;a whole number from 1 to 9&quot;</extracomment>
        <translation>Este perfil não pode ser usado: o campo %1 deve ser %2.</translation>
    </message>
    <message>
        <source>This profile cannot be used: it has a field that this version of Steward does not know.</source>
        <translation>Este perfil não pode ser usado: ele tem um campo que esta versão do Steward não conhece.</translation>
    </message>
</context>
<context>
    <name>steward::ProfilePage</name>
    <message>
        <source>Sections of the workspace&apos;s settings</source>
        <translation>Seções dos ajustes do espaço de trabalho</translation>
    </message>
    <message>
        <source>New workspace</source>
        <translation>Novo espaço de trabalho</translation>
    </message>
    <message>
        <source>This workspace</source>
        <translation>Este espaço de trabalho</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Conexões</translation>
    </message>
    <message>
        <source>Names and webhook</source>
        <translation>Nomes e webhook</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>Limites</translation>
    </message>
</context>
<context>
    <name>steward::ProfileService</name>
    <message>
        <source>The file cannot be read. Nothing was changed.</source>
        <translation>O arquivo não pode ser lido. Nada foi mudado.</translation>
    </message>
    <message>
        <source>The file is too long for a .env file. Nothing was changed.</source>
        <translation>O arquivo é longo demais para um arquivo .env. Nada foi mudado.</translation>
    </message>
    <message>
        <source>This is not the API key with which the workspace was opened.</source>
        <translation>Esta não é a chave de API com que o espaço de trabalho foi aberto.</translation>
    </message>
    <message>
        <source>This workspace was changed elsewhere meanwhile, so nothing was saved. Save again to put what stands here in its place, or leave without saving to keep the change.</source>
        <translation>Este espaço de trabalho foi alterado em outro lugar nesse meio-tempo, por isso nada foi salvo. Salve de novo para pôr no lugar o que está aqui, ou saia sem salvar para manter a alteração.</translation>
    </message>
</context>
<context>
    <name>steward::ProfileStore</name>
    <message>
        <source>There is no profile named %1. See which there are in the list of profiles.</source>
        <extracomment>%1 is a profile&apos;s name as typed</extracomment>
        <translation>Não há um perfil chamado %1. Veja quais existem na lista de perfis.</translation>
    </message>
    <message>
        <source>The profiles in %1 could not be listed. See whether you may read that folder.</source>
        <extracomment>%1 is a folder&apos;s path</extracomment>
        <translation>Os perfis em %1 não puderam ser listados. Veja se você pode ler essa pasta.</translation>
    </message>
    <message>
        <source>Several profiles have that name. Say which by its short name: %1 or %2.</source>
        <extracomment>%1 and %2 are the short names (ids) of two profiles</extracomment>
        <translation>Vários perfis têm esse nome. Diga qual pelo nome curto: %1 ou %2.</translation>
    </message>
    <message>
        <source>The profile&apos;s file %1 could not be removed. See whether you may write to its folder.</source>
        <extracomment>%1 is a file&apos;s path</extracomment>
        <translation>O arquivo do perfil %1 não pôde ser removido. Veja se você pode gravar na pasta dele.</translation>
    </message>
    <message>
        <source>Your administrator has set this profile, so it cannot be changed here.</source>
        <translation>O administrador definiu este perfil, então ele não pode ser alterado aqui.</translation>
    </message>
    <message>
        <source>These are no profiles of a team. %1</source>
        <extracomment>%1 is a sentence that says what is wrong with the file</extracomment>
        <translation>Estes não são perfis de uma equipe. %1</translation>
    </message>
</context>
<context>
    <name>steward::ProfilesCommand</name>
    <message>
        <source>reads only</source>
        <translation>só lê</translation>
    </message>
    <message>
        <source>may change</source>
        <translation>pode mudar</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nome</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Ambiente</translation>
    </message>
    <message>
        <source>Access</source>
        <translation>Acesso</translation>
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
        <translation>Ainda não há perfis. Crie um na janela do Steward.</translation>
    </message>
    <message>
        <source>creates and pairs</source>
        <translation>cria e pareia</translation>
    </message>
    <message>
        <source>Saved in %1, without keys and passwords.</source>
        <extracomment>%1 is a file&apos;s name</extracomment>
        <translation>Salvo em %1, sem chaves e senhas.</translation>
    </message>
    <message>
        <source>Imported: %1 (%2)</source>
        <extracomment>%1 is a profile&apos;s name, %2 its short name for --profile</extracomment>
        <translation>Importado: %1 (%2)</translation>
    </message>
    <message>
        <source>Here already: %1</source>
        <extracomment>%1 is a profile&apos;s name</extracomment>
        <translation>Já está aqui: %1</translation>
    </message>
    <message>
        <source>Their keys and passwords are asked for when they are opened in the window.</source>
        <translation>As chaves e senhas são pedidas ao abri-los na janela.</translation>
    </message>
</context>
<context>
    <name>steward::ProgramVersion</name>
    <message>
        <source>no TLS</source>
        <extracomment>instead of the name and version of the library that encrypts connections</extracomment>
        <translation>sem TLS</translation>
    </message>
    <message>
        <source>no %1</source>
        <extracomment>%1 is the name of a library that is missing</extracomment>
        <translation>sem %1</translation>
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
        <translation>Expira às %1</translation>
    </message>
    <message>
        <source>Expires within 45 seconds</source>
        <translation>Expira em até 45 segundos</translation>
    </message>
    <message>
        <source>The picture is on the clipboard.</source>
        <translation>A imagem está na área de transferência.</translation>
    </message>
    <message>
        <source>Save the code</source>
        <translation>Salvar o código</translation>
    </message>
    <message>
        <source>PNG pictures (*.png)</source>
        <translation>Imagens PNG (*.png)</translation>
    </message>
    <message>
        <source>SVG pictures (*.svg)</source>
        <translation>Imagens SVG (*.svg)</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <extracomment>%1 is a file</extracomment>
        <translation>Salvo como %1</translation>
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
        <translation>Para escanear com o WhatsApp do celular, em Aparelhos conectados.</translation>
    </message>
</context>
<context>
    <name>steward::QuestionProgress</name>
    <message>
        <source>Asking the server: %1 of %2 questions answered.</source>
        <extracomment>%1 and %2 are numbers of questions</extracomment>
        <translation>Perguntando ao servidor: %1 de %2 perguntas respondidas.</translation>
    </message>
</context>
<context>
    <name>steward::QueuePanel</name>
    <message>
        <source>Stop pairing</source>
        <translation>Parar de parear</translation>
    </message>
    <message>
        <source>Skip this one</source>
        <translation>Pular esta</translation>
    </message>
</context>
<context>
    <name>steward::Quieting</name>
    <message>
        <source>The server said that it took these events out of the webhook, but still has them.</source>
        <translation>O servidor disse que tirou estes eventos do webhook, mas ainda os tem.</translation>
    </message>
    <message>
        <source>Nothing was deleted or logged out: the server would report it to the webhook, and later could delete the new instance of the same name. Steward could not switch these reports off. %1 Try again when the server answers, or use a new name.</source>
        <extracomment>%1 is a sentence that says why, or nothing</extracomment>
        <translation>Nada foi excluído nem desconectado: o servidor avisaria o webhook disso, e depois poderia excluir a nova instância com o mesmo nome. O Steward não conseguiu desligar estes avisos. %1 Tente de novo quando o servidor responder, ou use um novo nome.</translation>
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
        <translation>O histórico em %1 é de outra versão do Steward. Esta o deixa como está.</translation>
    </message>
    <message>
        <source>The history in %1 is damaged. Begin a new one; the damaged file is kept beside it.</source>
        <extracomment>%1 is a file&apos;s path</extracomment>
        <translation>O histórico em %1 está danificado. Comece um novo; o arquivo danificado é guardado ao lado.</translation>
    </message>
    <message>
        <source>Another program holds the history in %1. This reading is not in it.</source>
        <extracomment>%1 is a file&apos;s path</extracomment>
        <translation>Outro programa segura o histórico em %1. Esta leitura não está nele.</translation>
    </message>
    <message>
        <source>The history in %1 could not be written. Check whether the disk is full and whether you may write there.</source>
        <extracomment>%1 is a file&apos;s path</extracomment>
        <translation>O histórico em %1 não pôde ser gravado. Verifique se o disco está cheio e se você pode gravar ali.</translation>
    </message>
    <message>
        <source>The file %1 could not be renamed. Check whether you may write there.</source>
        <extracomment>%1 is a file&apos;s path</extracomment>
        <translation>O arquivo %1 não pôde ser renomeado. Verifique se você pode gravar ali.</translation>
    </message>
</context>
<context>
    <name>steward::RedisCacheAdapter</name>
    <message>
        <source>This profile is read-only, so nothing in Redis was changed. Choose a profile that may make changes.</source>
        <translation>Este perfil é somente leitura, então nada foi mudado no Redis. Escolha um perfil que possa fazer mudanças.</translation>
    </message>
    <message>
        <source>Redis (%1) refused a command: %2. Show this to your administrator.</source>
        <extracomment>%1 is the address of a Redis server, %2 what it said, in its own language</extracomment>
        <translation>O Redis (%1) recusou um comando: %2. Mostre isto ao seu administrador.</translation>
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
        <translation>Uma mudança foi enviada ao Redis (%1), mas a resposta não veio: pode ter acontecido. Leia de novo antes de continuar.</translation>
    </message>
    <message>
        <source>The client certificate&apos;s file for Redis holds no certificate that can be read. Choose a PEM file in the profile, or correct STEWARD_REDIS_CERT_FILE.</source>
        <translation>O arquivo do certificado do cliente para o Redis não tem certificado que se possa ler. Escolha um arquivo PEM no perfil, ou corrija STEWARD_REDIS_CERT_FILE.</translation>
    </message>
    <message>
        <source>The client key&apos;s file for Redis holds no key that can be read. Choose a PEM file without a passphrase in the profile, or correct STEWARD_REDIS_KEY_FILE.</source>
        <translation>O arquivo da chave do cliente para o Redis não tem chave que se possa ler. Escolha um arquivo PEM sem senha no perfil, ou corrija STEWARD_REDIS_KEY_FILE.</translation>
    </message>
</context>
<context>
    <name>steward::RedisDoctor</name>
    <message>
        <source>Redis gave no usable answer.</source>
        <translation>O Redis não deu resposta aproveitável.</translation>
    </message>
    <message>
        <source>There is no safe connection to Redis.</source>
        <translation>Não há conexão segura com o Redis.</translation>
    </message>
    <message>
        <source>Redis did not accept the user or the password.</source>
        <translation>O Redis não aceitou o usuário ou a senha.</translation>
    </message>
    <message>
        <source>This Redis cannot be used as the cache now.</source>
        <translation>Este Redis não pode ser usado como cache agora.</translation>
    </message>
    <message>
        <source>The keys of WhatsApp instances were not found.</source>
        <translation>As chaves de instâncias do WhatsApp não foram encontradas.</translation>
    </message>
    <message>
        <source>The keys of WhatsApp instances cannot be read.</source>
        <translation>As chaves de instâncias do WhatsApp não podem ser lidas.</translation>
    </message>
    <message>
        <source>Keys cannot be written and deleted.</source>
        <translation>Chaves não podem ser gravadas e excluídas.</translation>
    </message>
    <message>
        <source>The workers cannot be told.</source>
        <translation>Os programas de mensagens não podem ser avisados.</translation>
    </message>
    <message>
        <source>Redis answers at %1.</source>
        <extracomment>%1 is the address of a Redis server</extracomment>
        <translation>O Redis responde em %1.</translation>
    </message>
    <message>
        <source>Redis asks for no password.</source>
        <translation>O Redis não pede senha.</translation>
    </message>
    <message>
        <source>Redis accepts the user and the password.</source>
        <translation>O Redis aceita o usuário e a senha.</translation>
    </message>
    <message>
        <source>Redis does not tell its version.</source>
        <translation>O Redis não diz sua versão.</translation>
    </message>
    <message>
        <source>Something answers at %1.</source>
        <extracomment>%1 is the address of a Redis server</extracomment>
        <translation>Algo responde em %1.</translation>
    </message>
    <message>
        <source>No connection was tried.</source>
        <translation>Nenhuma conexão foi tentada.</translation>
    </message>
    <message>
        <source>Encrypted (%1), certificate verified.</source>
        <extracomment>%1 is a version of TLS such as TLSv1.3</extracomment>
        <translation>Com criptografia (%1), certificado verificado.</translation>
    </message>
    <message>
        <source>Not encrypted, and it does not leave this computer.</source>
        <translation>Sem criptografia, e não sai deste computador.</translation>
    </message>
    <message>
        <source>Not encrypted, as this profile allows.</source>
        <translation>Sem criptografia, como este perfil permite.</translation>
    </message>
    <message>
        <source>Redis %1.</source>
        <extracomment>%1 is a version number</extracomment>
        <translation>Redis %1.</translation>
    </message>
    <message>
        <source>This version is older than those that Steward knows, and has no streams.</source>
        <translation>Esta versão é mais antiga que as que o Steward conhece, e não tem streams.</translation>
    </message>
    <message>
        <source>Have Redis updated to version 6 or newer.</source>
        <translation>Peça a atualização do Redis para a versão 6 ou mais nova.</translation>
    </message>
    <message>
        <source>A primary, neither loading nor part of a cluster.</source>
        <translation>Um primário, nem carregando nem parte de um cluster.</translation>
    </message>
    <message>
        <source>This cannot be told without reading.</source>
        <translation>Não é possível dizer sem ler.</translation>
    </message>
    <message>
        <source>Cache entries can be read, but not what deleted instances left behind.</source>
        <translation>Entradas do cache podem ser lidas, mas não o que instâncias excluídas deixaram.</translation>
    </message>
    <message>
        <source>The keys of WhatsApp instances can be read.</source>
        <translation>As chaves de instâncias do WhatsApp podem ser lidas.</translation>
    </message>
    <message>
        <source>Database %1 holds keys of WhatsApp instances.</source>
        <extracomment>%1 is the number of a Redis database</extracomment>
        <translation>O banco %1 tem chaves de instâncias do WhatsApp.</translation>
    </message>
    <message>
        <source>Database %1 is large, and its first million keys are not of WhatsApp instances.</source>
        <extracomment>%1 is the number of a Redis database</extracomment>
        <translation>O banco %1 é grande, e o primeiro milhão de chaves não é de instâncias do WhatsApp.</translation>
    </message>
    <message>
        <source>This profile is read-only.</source>
        <translation>Este perfil é somente leitura.</translation>
    </message>
    <message>
        <source>Cache entries cannot be changed safely: Redis does not let this user run WATCH and MULTI, so what somebody writes meanwhile could be lost.</source>
        <translation>Entradas do cache não podem ser mudadas com segurança: o Redis não deixa este usuário executar WATCH e MULTI, então o que alguém grava nesse meio-tempo poderia se perder.</translation>
    </message>
    <message>
        <source>Redis does not let this user find that out.</source>
        <translation>O Redis não deixa este usuário descobrir isso.</translation>
    </message>
    <message>
        <source>Keys may be written and deleted.</source>
        <translation>Chaves podem ser gravadas e excluídas.</translation>
    </message>
    <message>
        <source>The workers may be told.</source>
        <translation>Os programas de mensagens podem ser avisados.</translation>
    </message>
    <message>
        <source>Database %1 holds no key of a WhatsApp instance at the moment, and no other database does.</source>
        <extracomment>%1 is the number of a Redis database</extracomment>
        <translation>O banco %1 não tem chave de instância do WhatsApp no momento, e nenhum outro banco tem.</translation>
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
        <translation>O Redis não deixa este usuário enfileirar um comando nem perguntar à ACL, então não é possível saber se ele pode executar %1, e nada é iniciado. Peça ao administrador que permita MULTI e DISCARD.</translation>
    </message>
</context>
<context>
    <name>steward::Replacing</name>
    <message>
        <source>Not all of what stood there was deleted, so the new instance was not created, and there is nothing to resume. Look at what stands at each, then go on with: %1</source>
        <extracomment>%1 is a command to be typed</extracomment>
        <translation>Nem tudo o que havia ali foi excluído, então a nova instância não foi criada, e não há nada a retomar. Veja o que diz cada uma, depois continue com: %1</translation>
    </message>
    <message>
        <source>What stood there is gone, and the new instance was not created, so the organization has no instance: %1 Create it with: %2</source>
        <extracomment>%1 is a sentence that says why, %2 a command to be typed</extracomment>
        <translation>O que havia ali foi excluído, e a nova instância não foi criada, então a organização não tem instância: %1 Crie com: %2</translation>
    </message>
    <message>
        <source>What stood there is gone, and the new instance was not created: %1 Look at what stands there now, then go on with: %2</source>
        <extracomment>%1 is a sentence that says why, %2 a command to be typed</extracomment>
        <translation>O que havia ali foi excluído, e a nova instância não foi criada: %1 Veja o que há ali agora, depois continue com: %2</translation>
    </message>
    <message>
        <source>What stood there is gone, and the new instance is not there yet: %1 It stays in the journal, to be brought to its end.</source>
        <extracomment>%1 is a sentence that says why</extracomment>
        <translation>O que havia ali foi excluído, e a nova instância ainda não existe: %1 Fica no diário, para ser concluído.</translation>
    </message>
    <message>
        <source>It was interrupted before the row was claimed.</source>
        <translation>Foi interrompida antes de reservar a linha.</translation>
    </message>
    <message>
        <source>Delete what stands there</source>
        <translation>Excluir o que existe ali</translation>
    </message>
    <message>
        <source>%1, then create %2</source>
        <extracomment>%1 is a sentence such as &quot;Delete 1 instance&quot;, %2 an instance&apos;s name</extracomment>
        <translation>%1, depois criar %2</translation>
    </message>
</context>
<context>
    <name>steward::Report</name>
    <message>
        <source>All of it is done and proven.</source>
        <translation>Tudo está feito e comprovado.</translation>
    </message>
    <message>
        <source>Some of it is done, and not all.</source>
        <translation>Parte está feita, e não tudo.</translation>
    </message>
    <message>
        <source>It was refused. Nothing was written.</source>
        <translation>Foi recusado. Nada foi gravado.</translation>
    </message>
    <message>
        <source>It was not done.</source>
        <translation>Não foi feito.</translation>
    </message>
    <message>
        <source>Nobody heard it yet</source>
        <translation>Ninguém ouviu ainda</translation>
    </message>
    <message>
        <source>%1: what came of it</source>
        <extracomment>The heading of a printed report: %1 is what was done, such as &quot;Delete&quot;</extracomment>
        <translation>%1: o que aconteceu</translation>
    </message>
    <message>
        <source>Printed %1</source>
        <extracomment>%1 is a date and time</extracomment>
        <translation>Impresso em %1</translation>
    </message>
    <message>
        <source>Organization</source>
        <translation>Organização</translation>
    </message>
    <message>
        <source>Instance</source>
        <translation>Instância</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Servidor</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Banco de dados</translation>
    </message>
    <message>
        <source>Cache</source>
        <translation>Cache</translation>
    </message>
    <message>
        <source>Workers told</source>
        <translation>Programas de mensagens avisados</translation>
    </message>
    <message>
        <source>What is left</source>
        <translation>O que resta</translation>
    </message>
</context>
<context>
    <name>steward::ReportFile</name>
    <message>
        <source>The report is saved in %1.</source>
        <extracomment>%1 is a file</extracomment>
        <translation>O relatório está salvo em %1.</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>Salvar o relatório</translation>
    </message>
    <message>
        <source>CSV files (*.csv);;JSON files (*.json)</source>
        <translation>Arquivos CSV (*.csv);;Arquivos JSON (*.json)</translation>
    </message>
    <message>
        <source>CSV files (*.csv);;JSON files (*.json);;PDF files (*.pdf)</source>
        <translation>Arquivos CSV (*.csv);;Arquivos JSON (*.json);;Arquivos PDF (*.pdf)</translation>
    </message>
</context>
<context>
    <name>steward::RestCommand</name>
    <message>
        <source>Not all of it is done, and “journal resume” cannot do the rest. Read what is said of each item, then run: steward-cli %1</source>
        <extracomment>%1 is a command such as &quot;delete clinic-a&quot;</extracomment>
        <translation>Nem tudo está feito, e “journal resume” não pode fazer o resto. Leia o que se diz de cada uma, depois execute: steward-cli %1</translation>
    </message>
    <message>
        <source>Not all of it is done, and “journal resume” cannot do the rest. Read what is said of each line, take those that are done out of the file, then run: steward-cli %1</source>
        <extracomment>%1 is a command such as &quot;create --from clinics.csv&quot;</extracomment>
        <translation>Nem tudo foi feito, e “journal resume” não pode fazer o resto. Leia o que se diz de cada linha, tire do arquivo as que já foram feitas e execute: steward-cli %1</translation>
    </message>
</context>
<context>
    <name>steward::RestoreCommand</name>
    <message>
        <source>  + a new instance %1 on the server; then the row is switched on</source>
        <extracomment>%1 is an instance&apos;s name</extracomment>
        <translation>  + uma nova instância %1 no servidor; depois a linha é ativada</translation>
    </message>
    <message>
        <source>The WhatsApp session does not come back: the phone has to be paired again.</source>
        <translation>A sessão do WhatsApp não volta: o celular precisa ser pareado de novo.</translation>
    </message>
    <message>
        <source>The rows are back but stay switched off: no instance was created.</source>
        <translation>As linhas voltaram mas continuam desativadas: nenhuma instância foi criada.</translation>
    </message>
    <message>
        <source>This profile is read only, so nothing was restored. Use a profile that may change the database.</source>
        <translation>Este perfil é somente leitura, então nada foi restaurado. Use um perfil que possa mudar o banco de dados.</translation>
    </message>
    <message>
        <source>Restore this? Type yes and press Enter. Anything else changes nothing.</source>
        <translation>Restaurar isto? Digite yes e pressione Enter. Qualquer outra coisa não muda nada.</translation>
    </message>
    <message>
        <source>None of it can be undone.</source>
        <translation>Nada disso pode ser desfeito.</translation>
    </message>
    <message>
        <source>Nothing was changed. To restore this, run it again with --yes.</source>
        <translation>Nada foi mudado. Para restaurar isto, execute de novo com --yes.</translation>
    </message>
    <message>
        <source>What can be undone is as it was already, so nothing was written.</source>
        <translation>O que pode ser desfeito já está como era, então nada foi gravado.</translation>
    </message>
</context>
<context>
    <name>steward::RestoreDialog</name>
    <message>
        <source>Undone. A row that was deleted is back and disabled: enable it to create its instance anew.</source>
        <translation>Desfeito. Uma linha que foi excluída voltou desativada: ative-a para criar a instância de novo.</translation>
    </message>
    <message>
        <source>Not all of it is undone.</source>
        <translation>Nem tudo foi desfeito.</translation>
    </message>
    <message>
        <source>Nothing was undone.</source>
        <translation>Nada foi desfeito.</translation>
    </message>
    <message>
        <source>Nothing of it can be undone.</source>
        <translation>Nada disso pode ser desfeito.</translation>
    </message>
    <message>
        <source>The WhatsApp session cannot come back: the phone has to be linked anew.</source>
        <translation>A sessão do WhatsApp não volta: o celular precisa ser conectado de novo.</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Undo in %n row(s)</source>
        <extracomment>%n is the number of database rows</extracomment>
        <translation>
            <numerusform>&amp;Desfazer em %Ln linha</numerusform>
            <numerusform>&amp;Desfazer em %Ln linhas</numerusform>
        </translation>
    </message>
    <message>
        <source>Looking at the stores, to say what can be undone…</source>
        <translation>Olhando as bases, para dizer o que pode ser desfeito…</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Desfazer</translation>
    </message>
    <message>
        <source>The journal keeps the rows as they were. These come back:</source>
        <translation>O diário guarda as linhas como eram. Estas voltam:</translation>
    </message>
    <message numerus="yes">
        <source>Undo in %n row(s)</source>
        <extracomment>%n is the number of database rows</extracomment>
        <translation>
            <numerusform>Desfazer em %Ln linha</numerusform>
            <numerusform>Desfazer em %Ln linhas</numerusform>
        </translation>
    </message>
    <message>
        <source>It is as it was before already.</source>
        <translation>Já está como antes.</translation>
    </message>
    <message>
        <source>The rows are back, and the workers were told where that changes something for them. The cache entries are as they were: where one differs now, the overview has its Repair button.</source>
        <translation>As linhas voltaram, e os programas foram avisados onde isso muda algo para eles. As entradas do cache estão como estavam: onde alguma difere agora, o panorama tem o botão Reparar.</translation>
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
        <translation>Mostrar %1 entre as instâncias</translation>
    </message>
</context>
<context>
    <name>steward::Resume</name>
    <message>
        <source>This was begun by another version of Steward, which has to bring it to its end.</source>
        <translation>Isto foi começado por outra versão do Steward, que precisa levá-lo até o fim.</translation>
    </message>
    <message>
        <source>Another version of Steward began this and has to finish it.</source>
        <translation>Outra versão do Steward começou isto e precisa concluir.</translation>
    </message>
    <message>
        <source>No part of the database guards is in place.</source>
        <translation>Nenhuma parte das salvaguardas do banco de dados está em vigor.</translation>
    </message>
    <message>
        <source>Of the database guards these parts are in place: %1. These are missing: %2.</source>
        <extracomment>%1 and %2 list parts of the database guards</extracomment>
        <translation>Das salvaguardas do banco de dados, estas partes estão em vigor: %1. Faltam estas: %2.</translation>
    </message>
    <message>
        <source>Look at the plan of what is missing, and add it (in the window: Database guards; on the command line: guards apply).</source>
        <translation>Veja o plano do que falta e adicione-o (na janela: Salvaguardas do banco de dados; na linha de comando: guards apply).</translation>
    </message>
</context>
<context>
    <name>steward::ResumeDialog</name>
    <message>
        <source>Brought to its end.</source>
        <translation>Levada até o fim.</translation>
    </message>
    <message>
        <source>Something is still left of it.</source>
        <translation>Ainda resta algo dela.</translation>
    </message>
    <message>
        <source>Nothing of it had been changed.</source>
        <translation>Nada dela tinha sido mudado.</translation>
    </message>
    <message>
        <source>It was taken back: everything is as before.</source>
        <translation>Foi desfeita: tudo está como antes.</translation>
    </message>
    <message>
        <source>It ended as it stands; nothing more was done.</source>
        <translation>Terminou como está; nada mais foi feito.</translation>
    </message>
    <message numerus="yes">
        <source>No worker listens, so %n change(s) could not be told.</source>
        <translation>
            <numerusform>Nenhum programa de mensagens escuta, então %Ln mudança não pôde ser avisada.</numerusform>
            <numerusform>Nenhum programa de mensagens escuta, então %Ln mudanças não puderam ser avisadas.</numerusform>
        </translation>
    </message>
    <message>
        <source>The stores are as they should be. Until a worker listens, it may go on with what it knew: it does not serve a new instance yet, and still tries one that is gone.</source>
        <translation>As bases estão como devem. Até que um programa de mensagens escute, ele pode continuar com o que sabia: ainda não atende uma nova instância, e ainda tenta uma que saiu.</translation>
    </message>
    <message>
        <source>Nothing more has to be done here: what waits is kept, and told as soon as somebody listens. If the workers should be running, have them started.</source>
        <translation>Não é preciso fazer mais nada aqui: o que espera fica guardado, e é avisado assim que alguém escutar. Se os programas de mensagens deviam estar funcionando, peça que os iniciem.</translation>
    </message>
    <message>
        <source>It could not be resumed.</source>
        <translation>Não pôde ser retomada.</translation>
    </message>
    <message>
        <source>Nothing is left to be brought to its end.</source>
        <translation>Não resta nada a concluir.</translation>
    </message>
    <message>
        <source>What was interrupted is looked at in the three stores, and finished or taken back.</source>
        <translation>O que foi interrompido é olhado nas três bases, e concluído ou desfeito.</translation>
    </message>
    <message>
        <source>Finish what was interrupted</source>
        <translation>Concluir o que foi interrompido</translation>
    </message>
</context>
<context>
    <name>steward::ReviewStep</name>
    <message>
        <source>Each item is read again right before its step. What has changed by then is skipped.</source>
        <translation>Cada item é lido de novo logo antes do seu passo. O que mudou até lá é pulado.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Voltar</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Reading the three stores, to say exactly what will be done…</source>
        <translation>Lendo as três bases, para dizer exatamente o que será feito…</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Aplicar</translation>
    </message>
    <message>
        <source>This is not done; the reason is shown. Nothing has been changed.</source>
        <translation>Isto não é feito; o motivo aparece. Nada foi mudado.</translation>
    </message>
    <message>
        <source>There is nothing to do. Nothing has been changed.</source>
        <translation>Não há nada a fazer. Nada foi mudado.</translation>
    </message>
    <message>
        <source>There is no plan. Nothing has been changed.</source>
        <translation>Não há plano. Nada foi mudado.</translation>
    </message>
</context>
<context>
    <name>steward::Role</name>
    <message>
        <source>Only administrators may do this. Staff create instances, pair phones and look at everything.</source>
        <translation>Só administradores podem fazer isso. A equipe cria instâncias, pareia celulares e vê tudo.</translation>
    </message>
</context>
<context>
    <name>steward::RowClaim</name>
    <message>
        <source>The role %1 may not delete integrations, so an integration that could not be finished could not be taken back. No row was written. Ask the database&apos;s administrator for the right to delete.</source>
        <extracomment>%1 is a role of the database</extracomment>
        <translation>O papel %1 não pode excluir integrações, então uma integração que não pudesse ser concluída não poderia ser desfeita. Nenhuma linha foi gravada. Peça ao administrador do banco de dados o direito de excluir.</translation>
    </message>
</context>
<context>
    <name>steward::RowHistory</name>
    <message>
        <source>The database keeps a history of changes, and the role %1 may not write to it, so the row was left as it is. Ask the database&apos;s administrator for a role that may.</source>
        <extracomment>%1 is a role of the database</extracomment>
        <translation>O banco de dados guarda um histórico de mudanças, e o papel %1 não pode gravar nele, então a linha ficou como está. Peça ao administrador do banco de dados um papel que possa.</translation>
    </message>
</context>
<context>
    <name>steward::RowImageNotes</name>
    <message>
        <source>The column config of this row holds something that Steward cannot read, such as a number of hundreds of digits, so a change could not be taken back. The row was left as it is. Ask the database&apos;s administrator to correct it.</source>
        <translation>A coluna config desta linha contém algo que o Steward não consegue ler, como um número de centenas de algarismos, então uma mudança não poderia ser desfeita. A linha ficou como estava. Peça ao administrador do banco de dados que a corrija.</translation>
    </message>
    <message>
        <source>A secret in the row&apos;s config has changed since, and Steward keeps none, so the row was left as it is. Look at the row.</source>
        <translation>Um segredo no config da linha mudou desde então, e o Steward não guarda nenhum, então a linha ficou como estava. Olhe a linha.</translation>
    </message>
</context>
<context>
    <name>steward::RowQuery</name>
    <message>
        <source>an error or a warning</source>
        <translation>um erro ou um aviso</translation>
    </message>
    <message>
        <source>healthy</source>
        <translation>em ordem</translation>
    </message>
    <message>
        <source>the server does not have it</source>
        <translation>o servidor não a tem</translation>
    </message>
    <message>
        <source>the database does not have it</source>
        <translation>o banco de dados não a tem</translation>
    </message>
    <message>
        <source>the cache does not have it</source>
        <translation>o cache não a tem</translation>
    </message>
    <message>
        <source>a store did not say</source>
        <translation>uma base não disse</translation>
    </message>
    <message>
        <source>connected, closed, pairing, ghost</source>
        <translation>connected, closed, pairing, ghost (conectada, desconectada, pareando, fantasma)</translation>
    </message>
    <message>
        <source>a part of its name, or none</source>
        <translation>uma parte do nome, ou none</translation>
    </message>
    <message>
        <source>digits, or none</source>
        <translation>dígitos, ou none</translation>
    </message>
    <message>
        <source>any, none, duplicates, ghost</source>
        <translation>any, none, duplicates, ghost (qualquer, nenhum, duplicadas, fantasma)</translation>
    </message>
    <message>
        <source>&gt;30d, &lt;2h</source>
        <translation>&gt;30d, &lt;2h (há mais, há menos)</translation>
    </message>
    <message>
        <source>cache, no-cache, cache-differs, unread</source>
        <translation>cache, no-cache, cache-differs, unread (no cache, fora, difere, não lida)</translation>
    </message>
    <message>
        <source>a part of the name on the server, or =the whole name; several with | between</source>
        <translation>uma parte do nome no servidor, ou =o nome inteiro; vários com | entre eles</translation>
    </message>
    <message>
        <source>the row&apos;s status, such as pending</source>
        <translation>o status da linha, como pending</translation>
    </message>
    <message>
        <source>yes, no</source>
        <translation>yes (sim), no (não)</translation>
    </message>
    <message>
        <source>working, problem, not-checked</source>
        <translation>working, problem, not-checked (funciona, problema, não verificada)</translation>
    </message>
    <message>
        <source>for more than 30 days</source>
        <translation>há mais de 30 dias</translation>
    </message>
    <message>
        <source>“%1” is not known. It can be: %2.</source>
        <extracomment>%1 is what was typed, such as &quot;state:opem&quot;; %2 what can be typed, such as &quot;connected, closed&quot;</extracomment>
        <translation>“%1” não é conhecido. Pode ser: %2.</translation>
    </message>
    <message>
        <source>“%1” says nothing yet. It can be: %2.</source>
        <extracomment>%1 is a field such as &quot;state:&quot;; %2 what can be typed behind it</extracomment>
        <translation>“%1” ainda não diz nada. Pode ser: %2.</translation>
    </message>
    <message>
        <source>“%1” is no field of a search. “help list” names them.</source>
        <extracomment>%1 is what was typed, such as &quot;stat:open&quot;</extracomment>
        <translation>“%1” não é um campo de busca. “help list” mostra quais existem.</translation>
    </message>
</context>
<context>
    <name>steward::RowRestore</name>
    <message>
        <source>The journal knows no row that this operation changed or deleted with this profile. “journal list” shows the operations and their IDs.</source>
        <translation>O diário não conhece linha que esta operação tenha mudado ou excluído com este perfil. “journal list” mostra as operações e seus IDs.</translation>
    </message>
    <message>
        <source>The rows are back, and the workers were told where that changes something for them. The cache entries are as they were, and follow with a repair of these instances: %1</source>
        <extracomment>%1 is a command to be typed</extracomment>
        <translation>As linhas voltaram, e os programas de mensagens foram avisados onde isso muda algo para eles. As entradas do cache estão como estavam, e seguem com um reparo destas instâncias: %1</translation>
    </message>
    <message>
        <source>+ row %1 of %2, switched off, with a new token</source>
        <extracomment>%1 is a row&apos;s id, %2 an instance&apos;s name</extracomment>
        <translation>+ linha %1 de %2, desativada, com um novo token</translation>
    </message>
    <message>
        <source>- row %1 of %2, which was new</source>
        <extracomment>%1 is a row&apos;s id, %2 an instance&apos;s name</extracomment>
        <translation>- linha %1 de %2, que era nova</translation>
    </message>
    <message>
        <source>~ row %1 of %2 as it was: %3</source>
        <extracomment>%1 is a row&apos;s id, %2 an instance&apos;s name, %3 a list of columns such as &quot;status, config.phone_number&quot;</extracomment>
        <translation>~ linha %1 de %2 como era: %3</translation>
    </message>
    <message>
        <source>It was cut off before all rows were back. Run “journal restore” for the same operation again; what is back already stays as it is.</source>
        <translation>Foi interrompida antes de todas as linhas voltarem. Execute “journal restore” de novo para a mesma operação; o que já voltou fica como está.</translation>
    </message>
    <message numerus="yes">
        <source>Undo the changes of %n row(s)</source>
        <extracomment>%n is the number of database rows</extracomment>
        <translation>
            <numerusform>Desfazer as mudanças de %Ln linha</numerusform>
            <numerusform>Desfazer as mudanças de %Ln linhas</numerusform>
        </translation>
    </message>
    <message>
        <source>The journal does not know whether this change was made, so it is not undone. Look at the row.</source>
        <translation>O diário não sabe se esta mudança foi feita, então ela não é desfeita. Olhe a linha.</translation>
    </message>
    <message>
        <source>The row would name %1 again, but the server may not have that instance, so the row was left as it is. To create the instance, enable it.</source>
        <extracomment>%1 is an instance&apos;s name</extracomment>
        <translation>A linha apontaria de novo para %1, mas o servidor pode não ter essa instância, então a linha ficou como está. Para criar a instância, ative-a.</translation>
    </message>
    <message>
        <source>The row is not there any more.</source>
        <translation>A linha não existe mais.</translation>
    </message>
    <message>
        <source>The row has changed since, so it was left as it is. What differs: %1.</source>
        <extracomment>%1 is a list of columns such as &quot;status, config.phone_number&quot;</extracomment>
        <translation>A linha mudou desde então, então ficou como está. O que difere: %1.</translation>
    </message>
    <message>
        <source>There is another active row by now: %1. Disable that one or clean up first.</source>
        <extracomment>%1 is an instance&apos;s name</extracomment>
        <translation>Agora existe outra linha ativa: %1. Desative essa ou limpe antes.</translation>
    </message>
    <message>
        <source>Its status was active, but becomes so only with the next pairing.</source>
        <translation>O status era ativo, mas só volta a ser no próximo pareamento.</translation>
    </message>
    <message>
        <source>There is a row with this ID, and it has changed since, so it was left as it is.</source>
        <translation>Existe uma linha com este ID, e ela mudou desde então, então ficou como está.</translation>
    </message>
    <message>
        <source>= row %1 of %2 is back already: nothing is written</source>
        <extracomment>%1 is a row&apos;s id, %2 an instance&apos;s name</extracomment>
        <translation>= linha %1 de %2 já voltou: nada é gravado</translation>
    </message>
    <message>
        <source>+ row %1 of %2, switched off, with a new token, and without its other secrets, which Steward keeps nowhere and you have to enter again: %3</source>
        <extracomment>%1 is a row&apos;s id, %2 an instance&apos;s name, %3 a list of keys such as &quot;config.apikey&quot;</extracomment>
        <translation>+ linha %1 de %2, desativada, com um token novo e sem os seus outros segredos, que o Steward não guarda em lugar nenhum e você precisa digitar de novo: %3</translation>
    </message>
</context>
<context>
    <name>steward::RowRights</name>
    <message>
        <source>The role %1 lacks rights to the table %3 that this needs: %2. Ask the database&apos;s administrator to grant them.</source>
        <extracomment>%1 is a role of the database, %2 names of rights such as &quot;DELETE, UPDATE&quot;, %3 a table&apos;s name</extracomment>
        <translation>O papel %1 não tem direitos sobre a tabela %3 que isto precisa: %2. Peça ao administrador do banco de dados que os dê.</translation>
    </message>
    <message>
        <source>The database gives the role %1 only transactions that read. Ask its administrator why (default_transaction_read_only), or use another role.</source>
        <extracomment>%1 is a role of the database</extracomment>
        <translation>O banco de dados dá ao papel %1 só transações de leitura. Pergunte ao administrador por quê (default_transaction_read_only), ou use outro papel.</translation>
    </message>
</context>
<context>
    <name>steward::RowSheet</name>
    <message>
        <source>Organization ID</source>
        <translation>ID da organização</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Criada</translation>
    </message>
    <message>
        <source>Instances</source>
        <translation>Instâncias</translation>
    </message>
</context>
<context>
    <name>steward::RowStatus</name>
    <message>
        <source>active</source>
        <translation>ativa</translation>
    </message>
    <message>
        <source>pending</source>
        <translation>pendente</translation>
    </message>
    <message>
        <source>disconnected</source>
        <translation>desconectada</translation>
    </message>
    <message>
        <source>disabled</source>
        <translation>desativada</translation>
    </message>
</context>
<context>
    <name>steward::SampleDialog</name>
    <message>
        <source>Password for Clinics Brazil</source>
        <translation>Senha de Clínicas Brasil</translation>
    </message>
    <message>
        <source>The keychain has none for the database.</source>
        <translation>O chaveiro não tem nenhuma para o banco de dados.</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Senha</translation>
    </message>
    <message>
        <source>Keep it in the keychain</source>
        <translation>Guardar no chaveiro</translation>
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
        <translation>Este plano exclui o que uma nova instância deve substituir, e o arquivo não contém a nova instância. Por isso não é aplicado, e nada foi mudado. Substitua com: %1</translation>
    </message>
    <message>
        <source>The plan could not be written to %1: %2</source>
        <extracomment>%1 is a file, %2 why the system did not write it</extracomment>
        <translation>O plano não pôde ser gravado em %1: %2</translation>
    </message>
    <message>
        <source>It is no ordinary file.</source>
        <translation>Não é um arquivo comum.</translation>
    </message>
</context>
<context>
    <name>steward::SayPanel</name>
    <message>
        <source>They work only on %1.</source>
        <extracomment>%1 is a phone number</extracomment>
        <translation>Eles só funcionam em %1.</translation>
    </message>
    <message>
        <source>Next. It starts when you say so.</source>
        <translation>Próximo. Começa quando você disser.</translation>
    </message>
    <message>
        <source>Start now</source>
        <translation>Começar agora</translation>
    </message>
    <message>
        <source>Start now: %1</source>
        <extracomment>%1 is an organization</extracomment>
        <translation>Começar agora: %1</translation>
    </message>
    <message>
        <source>Nobody else waits.</source>
        <translation>Ninguém mais espera.</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Feita</translation>
    </message>
</context>
<context>
    <name>steward::Screenshots</name>
    <message>
        <source>Create an instance for Clínica Aurora</source>
        <translation>Criar uma instância para Clínica Aurora</translation>
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
        <translation>Excluir 8 instâncias</translation>
    </message>
    <message>
        <source>Undo in 2 rows</source>
        <translation>Desfazer em 2 linhas</translation>
    </message>
    <message>
        <source>Add 3 database guards</source>
        <translation>Adicionar 3 salvaguardas do banco de dados</translation>
    </message>
    <message>
        <source>Reset pairing of Clínica Canto da Mata</source>
        <translation>Refazer o pareamento de Clínica Canto da Mata</translation>
    </message>
    <message>
        <source>Pair Fisio Passo Firme</source>
        <translation>Parear Fisio Passo Firme</translation>
    </message>
    <message>
        <source>Protect Clínica Vida Plena</source>
        <translation>Proteger Clínica Vida Plena</translation>
    </message>
    <message>
        <source>Disable Clínica Recanto da Serra</source>
        <translation>Desativar Clínica Recanto da Serra</translation>
    </message>
    <message>
        <source>Create an instance for Clínica Boa Semente</source>
        <translation>Criar uma instância para Clínica Boa Semente</translation>
    </message>
    <message>
        <source>Repair 19 instances</source>
        <translation>Reparar 19 instâncias</translation>
    </message>
    <message>
        <source>Clean up Clínica Horto Florestal</source>
        <translation>Limpar Clínica Horto Florestal</translation>
    </message>
    <message>
        <source>Pair Vet Amigo Fiel</source>
        <translation>Parear Vet Amigo Fiel</translation>
    </message>
    <message>
        <source>Delete 42 instances</source>
        <translation>Excluir 42 instâncias</translation>
    </message>
    <message>
        <source>Clínica %1</source>
        <extracomment>An invented clinic: %1 is a number</extracomment>
        <translation>Clínica %1</translation>
    </message>
    <message>
        <source>Clinics Brazil (test)</source>
        <translation>Clínicas Brasil (teste)</translation>
    </message>
</context>
<context>
    <name>steward::SecretFields</name>
    <message>
        <source>Show what is typed</source>
        <translation>Mostrar o que é digitado</translation>
    </message>
    <message>
        <source>The API key and the passwords are kept in this computer&apos;s keychain, never in a file.</source>
        <translation>A chave de API e as senhas são guardadas no chaveiro deste computador, nunca em um arquivo.</translation>
    </message>
    <message>
        <source>Kept in the system’s keychain</source>
        <translation>Guardada no chaveiro do sistema</translation>
    </message>
    <message>
        <source>Kept until Steward ends</source>
        <translation>Guardada até o Steward fechar</translation>
    </message>
    <message>
        <source>type it anew: the address is another one</source>
        <translation>digite de novo: o endereço é outro</translation>
    </message>
    <message>
        <source>kept; type to change it</source>
        <translation>guardada; digite para mudar</translation>
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
        <translation>Digite aqui o que o perfil precisa. Fica na memória até o Steward fechar, e em nenhum arquivo. Deixe vazia uma senha onde não há nenhuma.</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>A&amp;brir</translation>
    </message>
    <message>
        <source>&amp;API key of the server:</source>
        <translation>Chave de &amp;API do servidor:</translation>
    </message>
    <message>
        <source>Password of the &amp;database:</source>
        <translation>Senha do &amp;banco de dados:</translation>
    </message>
    <message>
        <source>Password of the &amp;cache:</source>
        <translation>Senha do &amp;cache:</translation>
    </message>
    <message>
        <source>Enter the API key first.</source>
        <translation>Digite antes a chave de API.</translation>
    </message>
</context>
<context>
    <name>steward::ServerDeletion</name>
    <message>
        <source>What answered the deletion is not the Evolution API server&apos;s own answer (status %1), and instance, row and cache entry are still there. See what stands in front of the server, then delete it again.</source>
        <extracomment>%1 is a status such as 200</extracomment>
        <translation>O que respondeu à exclusão não é a resposta do próprio servidor Evolution API (status %1), e instância, linha e entrada do cache ainda estão lá. Veja o que há na frente do servidor, depois exclua de novo.</translation>
    </message>
    <message>
        <source>A proxy or firewall in front of the server refused the deletion (status %1), so instance, row and cache entry are still there. Ask its administrator to let DELETE requests through, then delete it again.</source>
        <extracomment>%1 is a status such as 405</extracomment>
        <translation>Um proxy ou firewall na frente do servidor recusou a exclusão (status %1), então instância, linha e entrada do cache ainda estão lá. Peça ao administrador que deixe passar pedidos DELETE, depois exclua de novo.</translation>
    </message>
    <message>
        <source>The server refused the deletion (status %1), so instance, row and cache entry are still there. Ask its administrator why, then delete it again.</source>
        <extracomment>%1 is a status such as 403</extracomment>
        <translation>O servidor recusou a exclusão (status %1), então instância, linha e entrada do cache ainda estão lá. Pergunte ao administrador por quê, depois exclua de novo.</translation>
    </message>
    <message>
        <source>The phone was logged out, but the server could not delete the instance in two attempts. Row and cache entry were left as they were; restart the instance or the server, then delete it again.</source>
        <translation>O celular foi desconectado, mas o servidor não conseguiu excluir a instância em duas tentativas. Linha e entrada do cache ficaram como estavam; reinicie a instância ou o servidor, depois exclua de novo.</translation>
    </message>
    <message>
        <source>The server could not delete the instance in two attempts. Row and cache entry were left as they were; restart the instance or the server, then delete it again.</source>
        <translation>O servidor não conseguiu excluir a instância em duas tentativas. Linha e entrada do cache ficaram como estavam; reinicie a instância ou o servidor, depois exclua de novo.</translation>
    </message>
    <message>
        <source>The server was asked to delete the instance but still has it; row and cache entry were left as they were. It may be waiting for a webhook that does not answer, or the request was lost on its way: try again later, or ask the server&apos;s administrator for a restart.</source>
        <translation>O servidor recebeu o pedido de excluir a instância mas ainda a tem; linha e entrada do cache ficaram como estavam. Ele pode estar esperando um webhook que não responde, ou o pedido se perdeu no caminho: tente de novo mais tarde, ou peça um reinício ao administrador do servidor.</translation>
    </message>
    <message>
        <source>The server did not say whether the instance is gone, so row and cache entry were left as they were. Try again.</source>
        <translation>O servidor não disse se a instância saiu, então linha e entrada do cache ficaram como estavam. Tente de novo.</translation>
    </message>
    <message>
        <source>The server&apos;s list lacks most of the instances that nobody deleted, so it does not prove that this one is gone. Row and cache entry were left as they were; read again, and ask for a restart of the server if it happens again.</source>
        <translation>Na lista do servidor falta a maioria das instâncias que ninguém excluiu, então ela não prova que esta saiu. Linha e entrada do cache ficaram como estavam; leia de novo, e peça um reinício do servidor se acontecer outra vez.</translation>
    </message>
</context>
<context>
    <name>steward::ServerDoctor</name>
    <message>
        <source>The server refuses the key.</source>
        <translation>O servidor recusa a chave.</translation>
    </message>
    <message>
        <source>The host answers.</source>
        <translation>O host responde.</translation>
    </message>
    <message>
        <source>The server answers.</source>
        <translation>O servidor responde.</translation>
    </message>
    <message>
        <source>Encrypted and verified.</source>
        <translation>Com criptografia e verificada.</translation>
    </message>
    <message>
        <source>loopback, not encrypted</source>
        <translation>loopback, sem criptografia</translation>
    </message>
    <message>
        <source>Not encrypted, as the profile allows.</source>
        <translation>Sem criptografia, como o perfil permite.</translation>
    </message>
    <message>
        <source>The server accepts the key.</source>
        <translation>O servidor aceita a chave.</translation>
    </message>
    <message numerus="yes">
        <source>%n instance(s) listed.</source>
        <extracomment>%n is the number of instances that the server lists</extracomment>
        <translation>
            <numerusform>%Ln instância listada.</numerusform>
            <numerusform>%Ln instâncias listadas.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Slow: it took %n second(s).</source>
        <extracomment>%n is a number of seconds</extracomment>
        <translation>
            <numerusform>Lento: levou %Ln segundo.</numerusform>
            <numerusform>Lento: levou %Ln segundos.</numerusform>
        </translation>
    </message>
    <message>
        <source>The server is slow: it has many instances, much to do, or a slow database.</source>
        <translation>O servidor está lento: tem muitas instâncias, muito trabalho, ou um banco de dados lento.</translation>
    </message>
    <message>
        <source>Nothing has to be done for reading. Look at the server&apos;s load, and at what stands between it and this computer, if it stays so.</source>
        <translation>Não é preciso fazer nada para ler. Olhe a carga do servidor, e o que há entre ele e este computador, se continuar assim.</translation>
    </message>
    <message>
        <source>Version %1 is newer than those Steward was made for.</source>
        <extracomment>%1 is a version such as &quot;3.0.1&quot;</extracomment>
        <translation>A versão %1 é mais nova que aquelas para as quais o Steward foi feito.</translation>
    </message>
    <message>
        <source>The server did not tell its version.</source>
        <translation>O servidor não disse sua versão.</translation>
    </message>
    <message>
        <source>Version %1, by the shape of its list.</source>
        <extracomment>%1 is 1 or 2</extracomment>
        <translation>Versão %1, pela forma da lista.</translation>
    </message>
</context>
<context>
    <name>steward::SessionKeychain</name>
    <message>
        <source>Secrets are kept for this session only. They have to be entered again at the next start.</source>
        <translation>Os segredos são guardados só nesta sessão. Precisam ser digitados de novo na próxima vez.</translation>
    </message>
</context>
<context>
    <name>steward::SettingsPage</name>
    <message>
        <source>API keys and passwords are kept in this computer&apos;s keychain, never in a file.</source>
        <translation>Chaves de API e senhas são guardadas no chaveiro deste computador, nunca em um arquivo.</translation>
    </message>
    <message>
        <source>Database guards</source>
        <translation>Salvaguardas</translation>
    </message>
    <message>
        <source>These are invented clinics. Nothing is connected.</source>
        <translation>São clínicas inventadas. Nada está conectado.</translation>
    </message>
    <message>
        <source>This workspace is made of environment variables. It is changed there.</source>
        <translation>Este espaço de trabalho vem de variáveis de ambiente. É lá que se muda.</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Conexões</translation>
    </message>
    <message>
        <source>Connect to your servers</source>
        <translation>Conectar aos seus servidores</translation>
    </message>
    <message>
        <source>This workspace</source>
        <translation>Este espaço de trabalho</translation>
    </message>
    <message>
        <source>Names and webhook</source>
        <translation>Nomes e webhook</translation>
    </message>
    <message>
        <source>Protected</source>
        <translation>Protegidas</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>Limites</translation>
    </message>
    <message>
        <source>Steward</source>
        <translation>Steward</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Aparência</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>Atalhos</translation>
    </message>
    <message>
        <source>Passwords</source>
        <translation>Senhas</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Sobre</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <extracomment>A protected instance: %1 is its organization, %2 the instance&apos;s name</extracomment>
        <translation>%1 · %2</translation>
    </message>
    <message numerus="yes">
        <source>%n instance(s) are protected: nobody can delete, disable or clean them. Protect and Remove protection… stand with the instance.</source>
        <translation>
            <numerusform>%Ln instância está protegida: ninguém pode excluir, desativar ou limpá-la. Proteger e Remover proteção… ficam junto da instância.</numerusform>
            <numerusform>%Ln instâncias estão protegidas: ninguém pode excluir, desativar ou limpá-las. Proteger e Remover proteção… ficam junto da instância.</numerusform>
        </translation>
    </message>
    <message>
        <source>Not read yet.</source>
        <translation>Ainda não lido.</translation>
    </message>
    <message>
        <source>Practice keeps no history.</source>
        <translation>A prática não guarda histórico.</translation>
    </message>
    <message>
        <source>The history of this workspace keeps %1 days, and at most %2. It holds %3 now.</source>
        <extracomment>%1 is a number of days, %2 the most that is kept, %3 what is kept now: sizes such as &quot;64 MB&quot;</extracomment>
        <translation>O histórico deste espaço de trabalho guarda %1 dias, e no máximo %2. Agora ele ocupa %3.</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>Alertas</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Lock Steward after %n minute(s) without use</source>
        <translation>
            <numerusform>&amp;Bloquear o Steward depois de %Ln minuto sem uso</numerusform>
            <numerusform>&amp;Bloquear o Steward depois de %Ln minutos sem uso</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::SeveralView</name>
    <message>
        <source>What they are</source>
        <translation>O que são</translation>
    </message>
    <message>
        <source>What each action does</source>
        <translation>O que cada ação faz</translation>
    </message>
    <message>
        <source>Each opens a plan first. Nothing changes before you confirm it there.</source>
        <translation>Cada uma abre antes um plano. Nada muda antes que você confirme ali.</translation>
    </message>
    <message numerus="yes">
        <source>%n of them are connected</source>
        <translation>
            <numerusform>%Ln delas está conectada</numerusform>
            <numerusform>%Ln delas estão conectadas</numerusform>
        </translation>
    </message>
    <message>
        <source>If you delete these, they lose WhatsApp until someone scans a code again. Steward asks you to type a confirmation.</source>
        <translation>Se você excluir estas, elas ficam sem WhatsApp até alguém escanear um código de novo. O Steward pede que você digite uma confirmação.</translation>
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
        <translation>sim</translation>
    </message>
    <message>
        <source>no</source>
        <translation>não</translation>
    </message>
    <message>
        <source>No store knows an instance named %1.</source>
        <extracomment>%1 is an instance&apos;s name</extracomment>
        <translation>Nenhuma base conhece uma instância chamada %1.</translation>
    </message>
    <message>
        <source>None of the stores that were read knows an instance named %1.</source>
        <translation>Nenhuma das bases que foram lidas conhece uma instância chamada %1.</translation>
    </message>
    <message>
        <source>Several instances match %1. Choose one:</source>
        <extracomment>%1 is what was typed; names follow, each in a line of its own</extracomment>
        <translation>Várias instâncias combinam com %1. Escolha uma:</translation>
    </message>
    <message>
        <source>No problems: the stores agree.</source>
        <translation>Nenhum problema: as bases concordam.</translation>
    </message>
    <message>
        <source>Not looked for in other rows and entries, where “audit” looks: %1.</source>
        <extracomment>%1 is codes of findings, such as &quot;stale-cache, cache-mismatch&quot;</extracomment>
        <translation>Não procurado em outras linhas e entradas, onde “audit” procura: %1.</translation>
    </message>
    <message>
        <source>Verdict: %1</source>
        <extracomment>%1 is what the row comes to: unknown, problem, switched-off, not-paired, not-checked or working</extracomment>
        <translation>Veredito: %1</translation>
    </message>
    <message>
        <source>“list” also finds by a part of a name or a phone.</source>
        <translation>“list” encontra também por uma parte de um nome ou de um telefone.</translation>
    </message>
</context>
<context>
    <name>steward::Skipped</name>
    <message>
        <source>%1 is protected. Remove the protection first.</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>%1 está protegida. Remova antes a proteção.</translation>
    </message>
    <message>
        <source>The profile says to leave %1 alone.</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>O perfil diz para não mexer em %1.</translation>
    </message>
    <message>
        <source>%1 is no WHATSAPP-BAILEYS instance, so Steward leaves it alone. To delete it, name it.</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>%1 não é uma instância WHATSAPP-BAILEYS, então o Steward não mexe nela. Para excluí-la, diga o nome dela.</translation>
    </message>
    <message>
        <source>Rows of two organizations name %1. Find out whose it is, then let the other row name its own instance (on the command line: repair --row ID --set-name NAME).</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>Linhas de duas organizações apontam para %1. Descubra de quem é, depois faça a outra linha apontar para a própria instância (na linha de comando: repair --row ID --set-name NAME).</translation>
    </message>
    <message>
        <source>Its row also names %1, which is or may be on the server. Let the row name only one of them (on the command line: repair --row ID --set-name NAME), or choose both.</source>
        <extracomment>%1 is the name of another instance</extracomment>
        <translation>A linha dela também aponta para %1, que está ou pode estar no servidor. Faça a linha apontar só para uma delas (na linha de comando: repair --row ID --set-name NAME), ou escolha as duas.</translation>
    </message>
    <message>
        <source>No address can reach an instance named “%1”. Tell the server&apos;s administrator: “Delete the instance with exactly this name from the table Instance of the Evolution API&apos;s database, then restart the server.”</source>
        <extracomment>%1 is a name that may be empty or one or two dots</extracomment>
        <translation>Nenhum endereço alcança uma instância chamada “%1”. Diga ao administrador do servidor: “Exclua a instância com exatamente este nome da tabela Instance do banco de dados da Evolution API, depois reinicie o servidor.”</translation>
    </message>
    <message>
        <source>The server lists %1 but does not run it. Tell the server&apos;s administrator: “Restart the Evolution API server. If the instance still has no state then, delete it from the table Instance of its database.”</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>O servidor lista %1 mas não a executa. Diga ao administrador do servidor: “Reinicie o servidor Evolution API. Se a instância continuar sem estado, exclua-a da tabela Instance do banco de dados dele.”</translation>
    </message>
    <message>
        <source>The server runs %1 but does not list it. Tell the server&apos;s administrator: “See which clientName this instance has in the table Instance of the Evolution API&apos;s database. If it is this server&apos;s, restart the server.”</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>O servidor executa %1 mas não a lista. Diga ao administrador do servidor: “Veja qual clientName esta instância tem na tabela Instance do banco de dados da Evolution API. Se for o deste servidor, reinicie o servidor.”</translation>
    </message>
    <message>
        <source>The server does not list %1, and did not say whether it runs it. Nothing is concluded; try again when it answers.</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>O servidor não lista %1, e não disse se a executa. Nada se conclui; tente de novo quando ele responder.</translation>
    </message>
    <message>
        <source>The server did not say whether %1 is connected. Try again when it answers.</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>O servidor não disse se %1 está conectada. Tente de novo quando ele responder.</translation>
    </message>
    <message>
        <source>The server did not say which webhook %1 has. Try again when it answers.</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>O servidor não disse qual webhook %1 tem. Tente de novo quando ele responder.</translation>
    </message>
    <message>
        <source>The server lists %1 with one state and runs it with another. Wait a minute and read again. If they still differ, ask the server&apos;s administrator.</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>O servidor lista %1 com um estado e a executa com outro. Espere um minuto e leia de novo. Se ainda diferirem, pergunte ao administrador do servidor.</translation>
    </message>
    <message>
        <source>The server lists %1 as disconnected but runs it connected. Its row is left as it is: restart the instance on the server, then read again.</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>O servidor lista %1 como desconectada mas a executa conectada. A linha fica como está: reinicie a instância no servidor, depois leia de novo.</translation>
    </message>
    <message>
        <source>Two or more are connected, %1 among them. Find out which one the clinic uses, then disable or delete the others by name.</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>Duas ou mais estão conectadas, %1 entre elas. Descubra qual a clínica usa, depois desative ou exclua as outras pelo nome.</translation>
    </message>
    <message>
        <source>None of %1 is connected. Choose the one to keep, then clean up again.</source>
        <extracomment>%1 is the name of an organization or a number</extracomment>
        <translation>Nenhuma de %1 está conectada. Escolha a que fica, depois limpe de novo.</translation>
    </message>
    <message>
        <source>You chose another one, but %1 is connected. Choose that one, or unlink its phone first (on the command line: unlink NAME).</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>Você escolheu outra, mas %1 está conectada. Escolha essa, ou desconecte antes o celular dela (na linha de comando: unlink NAME).</translation>
    </message>
    <message>
        <source>You chose more than one of %1. Choose one.</source>
        <extracomment>%1 is the name of an organization or a number</extracomment>
        <translation>Você escolheu mais de uma de %1. Escolha uma.</translation>
    </message>
    <message>
        <source>The row of %1 is switched off. Enable it first, or delete the instances by name.</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>A linha de %1 está desativada. Ative-a antes, ou exclua as instâncias pelo nome.</translation>
    </message>
    <message>
        <source>Several organizations have an instance with the number %1. Find out whose it is, then delete the others by name.</source>
        <extracomment>%1 is a phone number</extracomment>
        <translation>Várias organizações têm uma instância com o número %1. Descubra de quem é, depois exclua as outras pelo nome.</translation>
    </message>
    <message>
        <source>%1 is the only connected instance of its organization. Enable it, or repair it by name to unlink its phone.</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>%1 é a única instância conectada da organização. Ative-a, ou repare-a pelo nome para desconectar o celular.</translation>
    </message>
    <message>
        <source>Nothing says whose %1 is. Assign an organization (in the window: Assign organization…; on the command line: repair NAME --organization UUID), or delete it.</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>Nada diz de quem é %1. Atribua uma organização (na janela: Atribuir organização…; na linha de comando: repair NAME --organization UUID), ou exclua.</translation>
    </message>
    <message>
        <source>%1 already has an active row for another instance. Disable that one or clean up the duplicates first.</source>
        <extracomment>%1 is the name of an organization</extracomment>
        <translation>%1 já tem uma linha ativa para outra instância. Desative essa ou limpe antes as duplicadas.</translation>
    </message>
    <message>
        <source>Several rows name %1, some of them switched off. Ask the database&apos;s administrator to remove the unwanted ones, or delete %1 by name.</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>Várias linhas apontam para %1, algumas desativadas. Peça ao administrador do banco de dados que remova as que não servem, ou exclua %1 pelo nome.</translation>
    </message>
    <message>
        <source>No row names %1. Assign an organization (in the window: Assign organization…; on the command line: repair NAME --organization UUID), or delete it.</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>Nenhuma linha aponta para %1. Atribua uma organização (na janela: Atribuir organização…; na linha de comando: repair NAME --organization UUID), ou exclua.</translation>
    </message>
    <message>
        <source>No store knows an instance named %1. Check the name.</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>Nenhuma base conhece uma instância chamada %1. Confira o nome.</translation>
    </message>
    <message>
        <source>What the server lists of %1 is damaged, so nothing is concluded about it. The audit says what is wrong: ask the server&apos;s administrator to correct it.</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>O que o servidor lista de %1 está danificado, então nada se conclui sobre ela. A leitura diz o que está errado: peça ao administrador do servidor que corrija.</translation>
    </message>
    <message>
        <source>%1 has duplicates. Clean them up first: that also repairs row, cache and webhook (in the window: Clean up…; on the command line: clean).</source>
        <extracomment>%1 is the name of an instance or an organization</extracomment>
        <translation>%1 tem duplicadas. Limpe-as antes: isso também repara linha, cache e webhook (na janela: Limpar…; na linha de comando: clean).</translation>
    </message>
    <message>
        <source>No row names %1. Repair that instance first: it is given this row.</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>Nenhuma linha aponta para %1. Repare antes essa instância: ela recebe esta linha.</translation>
    </message>
    <message>
        <source>No row names %1, but a row without an instance has its number, or almost its name. If they belong together, repair %1 by name: the row is given this instance.</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>Nenhuma linha aponta para %1, mas uma linha sem instância tem o número dela, ou quase o nome. Se são do mesmo, repare %1 pelo nome: a linha recebe esta instância.</translation>
    </message>
    <message>
        <source>The server has no instance %1, but its row was connected once. Enable it by name to create the instance, or delete it by name to remove the row.</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>O servidor não tem a instância %1, mas a linha dela já esteve conectada. Ative-a pelo nome para criar a instância, ou exclua-a pelo nome para remover a linha.</translation>
    </message>
    <message>
        <source>The profile has no webhook address, so none can be set for %1. Enter one in the profile (command line: STEWARD_WEBHOOK_URL), then repair again.</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>O perfil não tem endereço de webhook, então nenhum pode ser definido para %1. Digite um no perfil (linha de comando: STEWARD_WEBHOOK_URL), depois repare de novo.</translation>
    </message>
    <message>
        <source>The phone of %1 is not connected any more. Pair it again with the phone at hand (on the command line: pair NAME).</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>O celular de %1 não está mais conectado. Pareie de novo com o celular à mão (na linha de comando: pair NAME).</translation>
    </message>
    <message>
        <source>The stores do not seem to belong together, so nothing is removed. Check the profile, or name the instance.</source>
        <translation>As bases não parecem ser do mesmo conjunto, então nada é removido. Confira o perfil, ou diga o nome da instância.</translation>
    </message>
    <message>
        <source>Steward cannot decide what is right for %1. Assign its organization (command line: repair NAME --organization UUID), or enable, disable or delete it.</source>
        <extracomment>%1 is the name of an instance, or words for a row without one</extracomment>
        <translation>O Steward não pode decidir o que é certo para %1. Atribua a organização (linha de comando: repair NAME --organization UUID), ou ative, desative ou exclua.</translation>
    </message>
    <message>
        <source>%1 is connected, so its pairing needs no reset. To pair another phone, unlink this one first (on the command line: unlink NAME).</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>%1 está conectada, então não é preciso refazer o pareamento. Para parear outro celular, desconecte antes este (na linha de comando: unlink NAME).</translation>
    </message>
    <message>
        <source>The column config of the row of %1 holds no JSON object, so Steward does not write there. Ask the database&apos;s administrator to correct it. Deleting and disabling still work.</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>A coluna config da linha de %1 não contém um objeto JSON, então o Steward não grava ali. Peça ao administrador do banco de dados que corrija. Excluir e desativar continuam funcionando.</translation>
    </message>
    <message>
        <source>%1 has changed since the plan was made. Make the plan again.</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>%1 mudou desde que o plano foi feito. Faça o plano de novo.</translation>
    </message>
    <message>
        <source>%1 was to be kept, but has changed since the plan was made. Make the plan again.</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>%1 devia ser mantida, mas mudou desde que o plano foi feito. Faça o plano de novo.</translation>
    </message>
    <message>
        <source>Another instance has the number of %1 too. Find out which one the clinic uses, then disable or delete the other (on the command line: disable NAME or delete NAME).</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>Outra instância também tem o número de %1. Descubra qual a clínica usa, depois desative ou exclua a outra (na linha de comando: disable NAME ou delete NAME).</translation>
    </message>
    <message>
        <source>The name of %1 and its row point to different organizations. Find out whose it is, then assign that organization (on the command line: repair NAME --organization UUID).</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>O nome de %1 e a linha dela apontam para organizações diferentes. Descubra de quem é, depois atribua essa organização (na linha de comando: repair NAME --organization UUID).</translation>
    </message>
    <message>
        <source>The row of %1 already belongs to this organization. Only the name points to the other one and cannot be changed: create an instance with a new name and delete this one.</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>A linha de %1 já pertence a esta organização. Só o nome aponta para a outra e não pode ser mudado: crie uma instância com um novo nome e exclua esta.</translation>
    </message>
    <message>
        <source>The database has no organization with the ID %1. Check the ID.</source>
        <extracomment>%1 is an id</extracomment>
        <translation>O banco de dados não tem organização com o ID %1. Confira o ID.</translation>
    </message>
    <message>
        <source>The row %1 does not say which instance it means. Name one, or remove the row (on the command line: repair --row %1 --set-name NAME, or repair --row %1 --remove).</source>
        <extracomment>%1 is a row&apos;s id</extracomment>
        <translation>A linha %1 não diz qual instância é a dela. Indique uma, ou remova a linha (na linha de comando: repair --row %1 --set-name NAME, ou repair --row %1 --remove).</translation>
    </message>
    <message>
        <source>Another phone than the expected one is connected to %1, so its number is not written. Unlink it and pair the right phone (on the command line: unlink NAME, then pair NAME), or use this phone (repair NAME --use-phone).</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>Outro celular que não o esperado está conectado a %1, então o número dele não é gravado. Desconecte-o e pareie o celular certo (na linha de comando: unlink NAME, depois pair NAME), ou use este celular (repair NAME --use-phone).</translation>
    </message>
    <message>
        <source>%1 is connected, but the server does not say with which number. Try again in a minute.</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>%1 está conectada, mas o servidor não diz com qual número. Tente de novo em um minuto.</translation>
    </message>
    <message>
        <source>No phone is connected to %1, so there is none to use or to unlink.</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>Nenhum celular está conectado a %1, então não há nenhum para usar ou desconectar.</translation>
    </message>
    <message>
        <source>There is no whatsapp/evolution row with the ID %1. Check the ID.</source>
        <extracomment>%1 is a row&apos;s id</extracomment>
        <translation>Não há linha whatsapp/evolution com o ID %1. Confira o ID.</translation>
    </message>
    <message>
        <source>The row of %1 is switched off. Enable it first.</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>A linha de %1 está desativada. Ative-a antes.</translation>
    </message>
    <message>
        <source>The row names %1, which is on the server, so it can only be removed together with it. To do that, delete %1 by name.</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>A linha aponta para %1, que está no servidor, então só pode ser removida junto com ela. Para isso, exclua %1 pelo nome.</translation>
    </message>
    <message>
        <source>The server may still have %1, so its row is left as it is. Try again in a few minutes.</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>O servidor ainda pode ter %1, então a linha fica como está. Tente de novo em alguns minutos.</translation>
    </message>
    <message>
        <source>Another row already names %1. Choose another name.</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>Outra linha já aponta para %1. Escolha outro nome.</translation>
    </message>
    <message>
        <source>The server does not list %1, so no row can name it. Check the name.</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>O servidor não lista %1, então nenhuma linha pode apontar para ela. Confira o nome.</translation>
    </message>
    <message>
        <source>The server has no instance %1, so nothing of it can be set or restarted.</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>O servidor não tem a instância %1, por isso nada nela pode ser definido nem reiniciado.</translation>
    </message>
    <message>
        <source>The address needs a token, and %1 has no active row with one. Assign an organization first, or choose an address without {webhook_token}.</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>O endereço precisa de um token, e %1 não tem uma linha ativa com um. Atribua antes uma organização, ou escolha um endereço sem {webhook_token}.</translation>
    </message>
    <message>
        <source>%1 has no webhook address yet. Choose an address too.</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>%1 ainda não tem endereço de webhook. Escolha também um endereço.</translation>
    </message>
    <message>
        <source>No phone is connected to %1, and the server restarts only what is connected. Pair it.</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>Nenhum celular está conectado a %1, e o servidor só reinicia o que está conectado. Pareie-a.</translation>
    </message>
</context>
<context>
    <name>steward::StepTrail</name>
    <message>
        <source>Step %1 of %2: %3</source>
        <extracomment>%1 is the number of the step that is seen, %2 how many there are, %3 what it is called; read aloud</extracomment>
        <translation>Passo %1 de %2: %3</translation>
    </message>
</context>
<context>
    <name>steward::StepsLanguageBox</name>
    <message>
        <source>Language of the steps</source>
        <translation>Idioma dos passos</translation>
    </message>
    <message>
        <source>The steps are shown in this language; the window keeps its own.</source>
        <translation>Os passos aparecem neste idioma; a janela mantém o dela.</translation>
    </message>
</context>
<context>
    <name>steward::StoreButton</name>
    <message numerus="yes">
        <source>%n instance(s)</source>
        <translation>
            <numerusform>%Ln instância</numerusform>
            <numerusform>%Ln instâncias</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%Ln linha</numerusform>
            <numerusform>%Ln linhas</numerusform>
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
        <translation>Ainda não lido</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Lendo…</translation>
    </message>
    <message>
        <source>Not read</source>
        <translation>Não lido</translation>
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
        <translation>Testando…</translation>
    </message>
    <message>
        <source>Not tested</source>
        <translation>Não testado</translation>
    </message>
    <message>
        <source>Works</source>
        <translation>Funciona</translation>
    </message>
    <message>
        <source>Works, with a warning</source>
        <translation>Funciona, com um aviso</translation>
    </message>
    <message>
        <source>Cannot be read</source>
        <translation>Não pode ser lido</translation>
    </message>
    <message>
        <source>Fold</source>
        <translation>Recolher</translation>
    </message>
    <message>
        <source>Unfold</source>
        <translation>Mostrar tudo</translation>
    </message>
    <message>
        <source>Test again</source>
        <translation>Testar de novo</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Testar</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>&amp;Parar</translation>
    </message>
    <message>
        <source>&amp;Test all</source>
        <translation>&amp;Testar tudo</translation>
    </message>
    <message>
        <source>as %1</source>
        <extracomment>%1 is the user by which the database knows us</extracomment>
        <translation>como %1</translation>
    </message>
    <message>
        <source>%1 · database %2</source>
        <translation>%1 · banco %2</translation>
    </message>
    <message>
        <source>unencrypted connections are allowed</source>
        <translation>conexões sem criptografia são permitidas</translation>
    </message>
</context>
<context>
    <name>steward::StoreNames</name>
    <message>
        <source>a name that is not empty</source>
        <translation>um nome que não esteja vazio</translation>
    </message>
</context>
<context>
    <name>steward::StoreRecords</name>
    <message>
        <source>The server lists %1 twice, so nothing is concluded about it. Ask the server&apos;s administrator to look into the server&apos;s database.</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>O servidor lista %1 duas vezes, então nada se conclui sobre ela. Peça ao administrador do servidor que olhe o banco de dados do servidor.</translation>
    </message>
    <message>
        <source>What the server lists of %1 is damaged, so nothing is concluded about it. Ask the server&apos;s administrator to look into the server&apos;s database.</source>
        <extracomment>%1 is the name of an instance</extracomment>
        <translation>O que o servidor lista de %1 está danificado, então nada se conclui sobre ela. Peça ao administrador do servidor que olhe o banco de dados do servidor.</translation>
    </message>
    <message>
        <source>The server lists a name that is no valid text (%1), so nothing is concluded about it. Ask the server&apos;s administrator to rename or remove it.</source>
        <extracomment>%1 is the name of an instance, parts of which could not be read</extracomment>
        <translation>O servidor lista um nome que não é texto válido (%1), então nada se conclui sobre ela. Peça ao administrador do servidor que a renomeie ou remova.</translation>
    </message>
    <message>
        <source>The server lists an instance without a name. It was left out.</source>
        <translation>O servidor lista uma instância sem nome. Ela ficou de fora.</translation>
    </message>
</context>
<context>
    <name>steward::StoreRefusals</name>
    <message>
        <source>A webhook needs at least one event: without any, the server would send all. Choose the events, or switch the webhook off.</source>
        <translation>Um webhook precisa de ao menos um evento: sem nenhum, o servidor enviaria todos. Escolha os eventos, ou desligue o webhook.</translation>
    </message>
    <message>
        <source>Some organizations have several enabled integrations already; they are listed. Disable or delete all but one of each, then apply again.</source>
        <translation>Algumas organizações já têm várias linhas ativas; estão listadas. Desative ou exclua todas menos uma de cada, depois aplique de novo.</translation>
    </message>
    <message>
        <source>The integration that was to be finished has been deleted in the meantime. Look again before doing anything.</source>
        <translation>A integração que devia ser concluída foi excluída nesse meio-tempo. Olhe de novo antes de fazer algo.</translation>
    </message>
</context>
<context>
    <name>steward::StoreStatusBar</name>
    <message>
        <source>%1 not read yet</source>
        <extracomment>%1 is a store such as &quot;Server&quot;</extracomment>
        <translation>%1 ainda não lido</translation>
    </message>
    <message>
        <source>%1 reading…</source>
        <extracomment>%1 is a store such as &quot;Server&quot;</extracomment>
        <translation>%1: lendo…</translation>
    </message>
    <message>
        <source>%1 %2 in %3 s</source>
        <extracomment>%1 is a store such as &quot;Server&quot;, %2 how many records it gave, %3 a number of seconds</extracomment>
        <translation>%1 %2 em %3 s</translation>
    </message>
    <message>
        <source>%1 not read</source>
        <extracomment>%1 is a store such as &quot;Server&quot;; the reason stands in the notice above the table</extracomment>
        <translation>%1 não lido</translation>
    </message>
    <message>
        <source>%1: not known</source>
        <extracomment>%1 is a store such as &quot;Server&quot;</extracomment>
        <translation>%1: não se sabe</translation>
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
        <translation>o servidor</translation>
    </message>
    <message>
        <source>the database</source>
        <translation>o banco de dados</translation>
    </message>
    <message>
        <source>the cache</source>
        <translation>o cache</translation>
    </message>
    <message>
        <source>Nothing of ours was found in %1, but %2 in %3. These stores do not seem to belong together: check the profile.</source>
        <extracomment>%1 is &quot;the server&quot;, &quot;the database&quot; or &quot;the cache&quot;, %2 a number, %3 another of the stores</extracomment>
        <translation>Nada nosso foi encontrado (%1), mas %2 em outra base (%3). Estas bases não parecem ser do mesmo conjunto: confira o perfil.</translation>
    </message>
    <message numerus="yes">
        <source>The server lists nothing, but there are %n active row(s). These stores do not seem to belong together: check the profile.</source>
        <extracomment>%n is a number of rows</extracomment>
        <translation>
            <numerusform>O servidor não lista nada, mas há %Ln linha ativa. Estas bases não parecem ser do mesmo conjunto: confira o perfil.</numerusform>
            <numerusform>O servidor não lista nada, mas há %Ln linhas ativas. Estas bases não parecem ser do mesmo conjunto: confira o perfil.</numerusform>
        </translation>
    </message>
    <message>
        <source>Only %2 of %1 active rows name an instance that the server lists. These stores do not seem to belong together: check the profile.</source>
        <extracomment>%1 and %2 are numbers of rows</extracomment>
        <translation>Só %2 de %1 linhas ativas apontam para uma instância que o servidor lista. Estas bases não parecem ser do mesmo conjunto: confira o perfil.</translation>
    </message>
</context>
<context>
    <name>steward::StrictFields</name>
    <message>
        <source>a text of ordinary length</source>
        <translation>um texto de tamanho comum</translation>
    </message>
    <message>
        <source>there and not empty</source>
        <translation>presente e não vazio</translation>
    </message>
    <message>
        <source>a list of texts</source>
        <translation>uma lista de textos</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true ou false</translation>
    </message>
    <message>
        <source>a whole number from %1 to %2</source>
        <extracomment>%1 and %2 are numbers</extracomment>
        <translation>um número inteiro de %1 a %2</translation>
    </message>
    <message>
        <source>an object in braces</source>
        <translation>um objeto entre chaves</translation>
    </message>
</context>
<context>
    <name>steward::SummaryView</name>
    <message>
        <source>Not checked</source>
        <translation>Não verificado</translation>
    </message>
    <message>
        <source>None is set</source>
        <translation>Nenhum definido</translation>
    </message>
    <message>
        <source>Switched off</source>
        <translation>Desligado</translation>
    </message>
    <message>
        <source>Set</source>
        <extracomment>%1 is the first letters of a token</extracomment>
        <translation>Definido</translation>
    </message>
    <message>
        <source>Set, token %1</source>
        <translation>Definido, token %1</translation>
    </message>
    <message>
        <source>Stores</source>
        <translation>Bases</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Detalhes</translation>
    </message>
    <message>
        <source>The profile leaves this instance alone.</source>
        <translation>O perfil diz para não mexer nesta instância.</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Telefone</translation>
    </message>
    <message>
        <source>WhatsApp name</source>
        <translation>Nome no WhatsApp</translation>
    </message>
    <message>
        <source>%1 since</source>
        <extracomment>%1 is a state such as &quot;Connected&quot;</extracomment>
        <translation>%1 desde</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Mensagens</translation>
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
        <translation>Sim: nenhum plano a exclui, desativa ou limpa.</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Não</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Veredito</translation>
    </message>
    <message>
        <source>Checked</source>
        <translation>Verificada</translation>
    </message>
    <message>
        <source>Nothing can be changed while the server is unread.</source>
        <translation>Nada pode ser mudado enquanto o servidor não for lido.</translation>
    </message>
    <message>
        <source>Nothing can be changed while the database is unread.</source>
        <translation>Nada pode ser mudado enquanto o banco de dados não for lido.</translation>
    </message>
    <message>
        <source>Nothing can be changed while the cache is unread.</source>
        <translation>Nada pode ser mudado enquanto o cache não for lido.</translation>
    </message>
    <message>
        <source>No address can reach this name, so nothing can be done with it from here.</source>
        <translation>Nenhum endereço chega a este nome, então nada pode ser feito com ele a partir daqui.</translation>
    </message>
    <message>
        <source>Clean up the duplicates first. That mends this too.</source>
        <translation>Limpe as duplicadas primeiro. Isso também corrige este problema.</translation>
    </message>
</context>
<context>
    <name>steward::Survivor</name>
    <message>
        <source>connected, and the server runs it</source>
        <translation>conectada, e o servidor a executa</translation>
    </message>
    <message>
        <source>perhaps connected</source>
        <translation>talvez conectada</translation>
    </message>
    <message>
        <source>not connected</source>
        <translation>não conectada</translation>
    </message>
    <message>
        <source>named by the row</source>
        <translation>indicada pela linha</translation>
    </message>
    <message>
        <source>not named by the row</source>
        <translation>não indicada pela linha</translation>
    </message>
    <message>
        <source>number %1</source>
        <extracomment>%1 is a phone number</extracomment>
        <translation>número %1</translation>
    </message>
    <message>
        <source>no number</source>
        <translation>nenhum número</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s), the most</source>
        <translation>
            <numerusform>%Ln mensagem, mais que as outras</numerusform>
            <numerusform>%Ln mensagens, mais que as outras</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>%Ln mensagem</numerusform>
            <numerusform>%Ln mensagens</numerusform>
        </translation>
    </message>
    <message>
        <source>newest</source>
        <translation>a mais nova</translation>
    </message>
</context>
<context>
    <name>steward::SurvivorJudgement</name>
    <message>
        <source>The row&apos;s config is not a JSON object, so Steward does not write into it. The row was left as it is. Ask the database&apos;s administrator to put it right.</source>
        <translation>A config da linha não é um objeto JSON, então o Steward não grava nela. A linha ficou como estava. Peça ao administrador do banco de dados que acerte isso.</translation>
    </message>
</context>
<context>
    <name>steward::SystemKeychain</name>
    <message>
        <source>This computer&apos;s keychain did not answer in time. See whether a window asks for its password, then try again.</source>
        <translation>O chaveiro deste computador não respondeu a tempo. Veja se uma janela pede a senha dele, depois tente de novo.</translation>
    </message>
    <message>
        <source>This computer&apos;s keychain cannot be used. Unlock it and try again, or enter the secrets for this session only.</source>
        <translation>O chaveiro deste computador não pode ser usado. Destrave-o e tente de novo, ou digite os segredos só para esta sessão.</translation>
    </message>
    <message>
        <source>This secret is longer than a keychain can hold. See whether it was copied correctly.</source>
        <translation>Este segredo é mais longo do que um chaveiro pode guardar. Veja se foi copiado certo.</translation>
    </message>
</context>
<context>
    <name>steward::TableShape</name>
    <message>
        <source>In the table %1 the column %2 is of the type %3, and Steward needs %4 there, so it writes nothing. Ask the database&apos;s administrator to change its type.</source>
        <extracomment>%1 is a table&apos;s name, %2 one of its columns, %3 and %4 names of types such as &quot;text&quot; and &quot;uuid&quot;</extracomment>
        <translation>Na tabela %1 a coluna %2 é do tipo %3, e o Steward precisa de %4 ali, então não grava nada. Peça ao administrador do banco de dados que mude o tipo.</translation>
    </message>
    <message>
        <source>The table %1 lacks columns that Steward needs: %2. Ask the database&apos;s administrator to add them, or correct the table&apos;s name in the profile.</source>
        <extracomment>%1 is a table&apos;s name, %2 a list of its columns</extracomment>
        <translation>Na tabela %1 faltam colunas de que o Steward precisa: %2. Peça ao administrador do banco de dados que as acrescente, ou corrija o nome da tabela no perfil.</translation>
    </message>
    <message>
        <source>A new row of the table %1 has to say what Steward does not know: %2. Ask the database&apos;s administrator to give these columns a default.</source>
        <extracomment>%1 is a table&apos;s name, %2 a list of its columns</extracomment>
        <translation>Uma nova linha da tabela %1 precisa dizer o que o Steward não sabe: %2. Peça ao administrador do banco de dados um valor padrão para estas colunas.</translation>
    </message>
    <message>
        <source>%1 is no table but a view, and Steward changes rows only in the table itself. Enter the table&apos;s name in the profile.</source>
        <extracomment>%1 is the name of a view</extracomment>
        <translation>%1 não é uma tabela e sim uma visão, e o Steward só muda linhas na própria tabela. Digite o nome da tabela no perfil.</translation>
    </message>
</context>
<context>
    <name>steward::Tour</name>
    <message>
        <source>Begin with the overview</source>
        <translation>Comece pelo panorama</translation>
    </message>
    <message>
        <source>It says how many clinics are connected and what is wrong. These clinics are invented: nothing can break.</source>
        <translation>Ele diz quantas clínicas estão conectadas e o que está errado. Estas clínicas são inventadas: nada pode quebrar.</translation>
    </message>
    <message>
        <source>Look at one clinic</source>
        <translation>Olhe uma clínica</translation>
    </message>
    <message>
        <source>Select a row. To the right stands what the server, the database and the cache each say of it, and what to do.</source>
        <translation>Selecione uma linha. À direita está o que o servidor, o banco de dados e o cache dizem dela, e o que fazer.</translation>
    </message>
    <message>
        <source>See a plan before anything changes</source>
        <translation>Veja um plano antes que algo mude</translation>
    </message>
    <message>
        <source>Press Look for duplicates. You see which instance stays, and a plan. Nothing is done before you say so.</source>
        <translation>Pressione Procurar duplicadas. Você vê qual instância fica, e um plano. Nada é feito antes que você diga.</translation>
    </message>
    <message>
        <source>Pair a phone</source>
        <translation>Pareie um celular</translation>
    </message>
    <message>
        <source>Choose instances, press Pair, and the clinic scans the code. F1 explains each page; ? shows the keys.</source>
        <translation>Escolha instâncias, pressione Parear, e a clínica escaneia o código. F1 explica cada página; ? mostra os atalhos.</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Voltar</translation>
    </message>
    <message>
        <source>&amp;Leave the tour</source>
        <translation>&amp;Sair do passeio</translation>
    </message>
    <message>
        <source>Step %1 of %2</source>
        <extracomment>%1 is the number of the step, %2 how many there are</extracomment>
        <translation>Passo %1 de %2</translation>
    </message>
    <message>
        <source>&amp;Done</source>
        <translation>&amp;Pronto</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>&amp;Próximo</translation>
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
        <translation>&amp;Abrir o Steward</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Sair</translation>
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
        <translation>&amp;Tentar de novo</translation>
    </message>
    <message>
        <source>Read the stores again</source>
        <translation>Ler as bases de novo</translation>
    </message>
    <message>
        <source>Hide this notice until the next reading</source>
        <translation>Esconder este aviso até a próxima leitura</translation>
    </message>
    <message>
        <source>Hide this notice</source>
        <translation>Esconder este aviso</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Detalhes</translation>
    </message>
    <message>
        <source>Show the details of this trouble</source>
        <translation>Mostrar os detalhes deste problema</translation>
    </message>
    <message>
        <source>The server is still starting.</source>
        <translation>O servidor ainda está iniciando.</translation>
    </message>
    <message>
        <source>Most of the instances asked are not in its memory yet, so nothing is concluded from that. Read again in a minute.</source>
        <translation>A maioria das instâncias perguntadas ainda não está na memória dele, então nada se conclui disso. Leia de novo em um minuto.</translation>
    </message>
    <message numerus="yes">
        <source>The server lists %n odd entries, of which nothing is concluded.</source>
        <translation>
            <numerusform>O servidor lista %Ln entrada estranha, da qual nada se conclui.</numerusform>
            <numerusform>O servidor lista %Ln entradas estranhas, das quais nada se conclui.</numerusform>
        </translation>
    </message>
    <message>
        <source>The server cannot be reached</source>
        <translation>O servidor não pode ser alcançado</translation>
    </message>
    <message>
        <source>The server was not read</source>
        <translation>O servidor não foi lido</translation>
    </message>
    <message>
        <source>The database cannot be reached</source>
        <translation>O banco de dados não pode ser alcançado</translation>
    </message>
    <message>
        <source>The database was not read</source>
        <translation>O banco de dados não foi lido</translation>
    </message>
    <message>
        <source>The cache cannot be reached</source>
        <translation>O cache não pode ser alcançado</translation>
    </message>
    <message>
        <source>The cache was not read</source>
        <translation>O cache não foi lido</translation>
    </message>
    <message>
        <source>Nothing is concluded about the server.</source>
        <translation>Nada se conclui sobre o servidor.</translation>
    </message>
    <message>
        <source>Nothing is concluded about the database.</source>
        <translation>Nada se conclui sobre o banco de dados.</translation>
    </message>
    <message>
        <source>Nothing is concluded about the cache.</source>
        <translation>Nada se conclui sobre o cache.</translation>
    </message>
    <message>
        <source>Open doctor</source>
        <translation>Abrir diagnóstico</translation>
    </message>
    <message>
        <source>Test the connections</source>
        <translation>Testar as conexões</translation>
    </message>
</context>
<context>
    <name>steward::UnfinishedBanner</name>
    <message numerus="yes">
        <source>%n operation(s) were interrupted before their end: %1.</source>
        <extracomment>%n is how many operations, %1 names them</extracomment>
        <translation>
            <numerusform>%Ln operação foi interrompida antes do fim: %1.</numerusform>
            <numerusform>%Ln operações foram interrompidas antes do fim: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No worker listens, so none has heard of %n change(s) yet.</source>
        <translation>
            <numerusform>Nenhum programa de mensagens escuta, então nenhum ouviu ainda de %Ln mudança.</numerusform>
            <numerusform>Nenhum programa de mensagens escuta, então nenhum ouviu ainda de %Ln mudanças.</numerusform>
        </translation>
    </message>
    <message>
        <source>Until one does, workers may go on with what they knew; it is told as soon as one listens.</source>
        <translation>Até que um escute, os programas de mensagens podem continuar com o que sabiam; são avisados assim que um escutar.</translation>
    </message>
    <message>
        <source>This profile only reads; open one that may change the stores to bring it to its end.</source>
        <translation>Este perfil só lê; abra um que possa mudar as bases para levar isso até o fim.</translation>
    </message>
    <message>
        <source>&amp;Finish it…</source>
        <translation>&amp;Concluir…</translation>
    </message>
    <message>
        <source>Show the &amp;journal</source>
        <translation>Mostrar o &amp;diário</translation>
    </message>
    <message>
        <source>Finish what was interrupted</source>
        <translation>Concluir o que foi interrompido</translation>
    </message>
    <message>
        <source>Show the journal</source>
        <translation>Mostrar o diário</translation>
    </message>
    <message>
        <source>Hide this notice until there is something new</source>
        <translation>Esconder este aviso até haver algo novo</translation>
    </message>
    <message>
        <source>Dismiss this notice</source>
        <translation>Dispensar este aviso</translation>
    </message>
    <message>
        <source>Only an administrator can finish it.</source>
        <translation>Só um administrador pode terminá-lo.</translation>
    </message>
</context>
<context>
    <name>steward::UnknownNames</name>
    <message>
        <source>No store knows an instance named %1. Did you mean: %2?</source>
        <extracomment>%1 is the name that was typed, %2 lists names that are nearly the same</extracomment>
        <translation>Nenhuma base conhece uma instância chamada %1. Você quis dizer: %2?</translation>
    </message>
    <message>
        <source>The server does not list %1, so it cannot be kept.</source>
        <extracomment>%1 is an instance&apos;s name</extracomment>
        <translation>O servidor não lista %1, então ela não pode ser mantida.</translation>
    </message>
    <message>
        <source>%1 is none of the duplicates that are cleaned, so it cannot be kept.</source>
        <extracomment>%1 is an instance&apos;s name</extracomment>
        <translation>%1 não é nenhuma das duplicadas que são limpas, então não pode ser mantida.</translation>
    </message>
    <message>
        <source>Nothing was deleted.</source>
        <translation>Nada foi excluído.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Nada foi mudado.</translation>
    </message>
</context>
<context>
    <name>steward::UnknownValue</name>
    <message>
        <source>not known</source>
        <translation>não se sabe</translation>
    </message>
    <message>
        <source>What came of it is not known. Read again, and look at the stores.</source>
        <translation>Não se sabe o que aconteceu. Leia de novo, e olhe as bases.</translation>
    </message>
</context>
<context>
    <name>steward::UnquietNames</name>
    <message>
        <source>%1 was logged out or deleted a short while ago. The server may still clean up that name, and a phone paired now could be lost: use the name after %2, or use a new name.</source>
        <extracomment>%1 is an instance&apos;s name, %2 a time of day, or a date with one</extracomment>
        <translation>%1 foi desconectada ou excluída há pouco. O servidor ainda pode limpar esse nome, e um celular pareado agora poderia se perder: use o nome mais tarde (depois de: %2), ou use um novo nome.</translation>
    </message>
</context>
<context>
    <name>steward::UpdateNotice</name>
    <message>
        <source>What came from the address for new versions is not signed by Steward&apos;s makers. It was not used. Correct the address.</source>
        <translation>O que veio do endereço de novas versões não está assinado por quem faz o Steward. Não foi usado. Corrija o endereço.</translation>
    </message>
    <message>
        <source>The address for new versions, %1, could not be read. Correct it, or try again later.</source>
        <extracomment>%1 is a web address</extracomment>
        <translation>O endereço de novas versões, %1, não pôde ser lido. Corrija-o, ou tente mais tarde.</translation>
    </message>
</context>
<context>
    <name>steward::UpdatePanel</name>
    <message>
        <source>Version %1 is there. Nothing is downloaded by Steward itself.</source>
        <extracomment>%1 is a version number</extracomment>
        <translation>A versão %1 está disponível. O próprio Steward não baixa nada.</translation>
    </message>
    <message>
        <source>This is the newest version.</source>
        <translation>Esta é a versão mais nova.</translation>
    </message>
</context>
<context>
    <name>steward::Verdict</name>
    <message>
        <source>Not read</source>
        <translation>Não lido</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problema</translation>
    </message>
    <message>
        <source>Switched off</source>
        <translation>Desligado</translation>
    </message>
    <message>
        <source>Not paired</source>
        <translation>Não pareada</translation>
    </message>
    <message>
        <source>Not checked</source>
        <translation>Não verificado</translation>
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
        <translation>não perguntado</translation>
    </message>
    <message>
        <source>asked %1 ago</source>
        <extracomment>%1 is a time such as &quot;3 min&quot;</extracomment>
        <translation>perguntado há %1</translation>
    </message>
    <message>
        <source>A store was not read, or the server did not say whether it has it: nothing is concluded.</source>
        <translation>Uma base não foi lida, ou o servidor não disse se a tem: nada se conclui.</translation>
    </message>
    <message>
        <source>Something is wrong with it: see its problems.</source>
        <translation>Algo está errado com ela: veja os problemas dela.</translation>
    </message>
    <message>
        <source>Its row is disabled.</source>
        <translation>A linha dela está desativada.</translation>
    </message>
    <message>
        <source>No phone is linked to it now.</source>
        <translation>Nenhum celular está conectado a ela agora.</translation>
    </message>
    <message>
        <source>It is listed as connected, and it was not asked yet whether its messages reach anybody.</source>
        <translation>Está listada como conectada, e ainda não foi perguntado se as mensagens chegam a alguém.</translation>
    </message>
    <message>
        <source>A phone is linked, nothing is wrong, and its messages go to the webhook.</source>
        <translation>Um celular está conectado, nada está errado, e as mensagens vão para o webhook.</translation>
    </message>
    <message>
        <source>Memory %1, webhook %2.</source>
        <extracomment>%1 and %2 are &quot;not asked&quot; or such as &quot;asked 3 min ago&quot;</extracomment>
        <translation>Memória: %1, webhook: %2.</translation>
    </message>
</context>
<context>
    <name>steward::ViewExport</name>
    <message>
        <source>Export what is shown</source>
        <translation>Exportar o que aparece</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) are saved in %1.</source>
        <extracomment>%n is a number of rows, %1 a file</extracomment>
        <translation>
            <numerusform>%Ln linha foi salva em %1.</numerusform>
            <numerusform>%Ln linhas foram salvas em %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>CSV files (*.csv);;Excel files (*.xlsx);;JSON files (*.json)</source>
        <translation>Arquivos CSV (*.csv);;Arquivos do Excel (*.xlsx);;Arquivos JSON (*.json)</translation>
    </message>
</context>
<context>
    <name>steward::ViewsPanel</name>
    <message>
        <source>Needs attention</source>
        <translation>Pedem atenção</translation>
    </message>
    <message>
        <source>Protected</source>
        <translation>Protegidas</translation>
    </message>
    <message>
        <source>Without an instance</source>
        <translation>Sem uma instância</translation>
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
        <translation>Salvas</translation>
    </message>
    <message>
        <source>Save what is shown now as a view of your own</source>
        <translation>Salvar o que aparece agora como uma vista sua</translation>
    </message>
    <message>
        <source>No saved views</source>
        <translation>Nenhuma vista salva</translation>
    </message>
    <message>
        <source>Filter the list as you need it, then save it here.</source>
        <translation>Filtre a lista como precisar e salve-a aqui.</translation>
    </message>
    <message>
        <source>Save this view…</source>
        <translation>Salvar esta vista…</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>Read aloud: %1 is a view, %2 how many rows it shows</extracomment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>&amp;Save what is shown…</source>
        <translation>&amp;Salvar o que aparece…</translation>
    </message>
    <message>
        <source>Re&amp;name</source>
        <translation>Re&amp;nomear</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Remover</translation>
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
        <translation>&amp;Mostrar agora</translation>
    </message>
    <message numerus="yes">
        <source>%n update(s) are waiting. The list keeps its order until you clear the selection.</source>
        <translation>
            <numerusform>%Ln atualização espera. A lista mantém a ordem até você tirar a seleção.</numerusform>
            <numerusform>%Ln atualizações esperam. A lista mantém a ordem até você tirar a seleção.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::WatchCommand</name>
    <message>
        <source>There is no view called “%1”. There are: %2.</source>
        <extracomment>%1 is what was typed, %2 lists names of views</extracomment>
        <translation>Não há uma vista chamada “%1”. Há estas: %2.</translation>
    </message>
    <message>
        <source>%1 is no program that can be run.</source>
        <extracomment>%1 is the path of a file</extracomment>
        <translation>%1 não é um programa que possa ser executado.</translation>
    </message>
    <message numerus="yes">
        <source>Watching %n row(s). Each change is told once. Ctrl+C ends it.</source>
        <extracomment>%n is a number of rows</extracomment>
        <translation>
            <numerusform>Vigiando %Ln linha. Cada mudança é avisada uma vez. Ctrl+C termina.</numerusform>
            <numerusform>Vigiando %Ln linhas. Cada mudança é avisada uma vez. Ctrl+C termina.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 did not take the change.</source>
        <extracomment>%1 is the path of a program</extracomment>
        <translation>%1 não aceitou a mudança.</translation>
    </message>
</context>
<context>
    <name>steward::WayOn</name>
    <message>
        <source>&amp;Pair %1…</source>
        <extracomment>A button: %1 is the name of an instance</extracomment>
        <translation>&amp;Parear %1…</translation>
    </message>
    <message>
        <source>Choose the row&apos;s &amp;instance…</source>
        <translation>Escolher a &amp;instância da linha…</translation>
    </message>
    <message>
        <source>&amp;Remove the row…</source>
        <translation>&amp;Remover a linha…</translation>
    </message>
    <message>
        <source>&amp;Use this phone for %1…</source>
        <extracomment>A button: %1 is the name of an instance</extracomment>
        <translation>&amp;Usar este telefone para %1…</translation>
    </message>
    <message>
        <source>Un&amp;link the phone of %1…</source>
        <extracomment>A button: %1 is the name of an instance</extracomment>
        <translation>Descone&amp;ctar o celular de %1…</translation>
    </message>
    <message>
        <source>&amp;Enable %1…</source>
        <extracomment>A button: %1 is the name of an instance</extracomment>
        <translation>&amp;Ativar %1…</translation>
    </message>
    <message>
        <source>Di&amp;sable %1…</source>
        <extracomment>A button: %1 is the name of an instance</extracomment>
        <translation>Desati&amp;var %1…</translation>
    </message>
    <message>
        <source>&amp;Delete %1…</source>
        <extracomment>A button: %1 is the name of an instance</extracomment>
        <translation>&amp;Excluir %1…</translation>
    </message>
    <message>
        <source>Clean d&amp;uplicates…</source>
        <translation>L&amp;impar duplicadas…</translation>
    </message>
    <message>
        <source>Give %1 an &amp;organization…</source>
        <extracomment>A button: %1 is the name of an instance</extracomment>
        <translation>Atribuir uma &amp;organização a %1…</translation>
    </message>
    <message>
        <source>Enter the &amp;webhook address…</source>
        <translation>Digitar o endereço do &amp;webhook…</translation>
    </message>
</context>
<context>
    <name>steward::WebhookChoice</name>
    <message>
        <source>The address has to begin with https:// or http://, and may hold {webhook_token} and {instance_name}.</source>
        <translation>O endereço tem de começar com https:// ou http://, e pode conter {webhook_token} e {instance_name}.</translation>
    </message>
    <message>
        <source>The address seems to hold a secret, which would be written down with the plan. Put {webhook_token} in its place.</source>
        <translation>O endereço parece conter um segredo, que ficaria escrito com o plano. Ponha {webhook_token} no lugar dele.</translation>
    </message>
    <message>
        <source>“%1” is no event. Events are written as MESSAGES_UPSERT is.</source>
        <extracomment>%1 is what was typed instead of the name of an event</extracomment>
        <translation>“%1” não é um evento. Eventos se escrevem como MESSAGES_UPSERT.</translation>
    </message>
    <message>
        <source>Without %1 nobody receives the messages. Add what is missing.</source>
        <extracomment>%1 is a list of events</extracomment>
        <translation>Sem %1, ninguém recebe as mensagens. Acrescente o que falta.</translation>
    </message>
    <message>
        <source>Choose an address, events, or both.</source>
        <translation>Escolha um endereço, eventos, ou ambos.</translation>
    </message>
</context>
<context>
    <name>steward::WebhookDialog</name>
    <message numerus="yes">
        <source>The webhook is the address to which the server sends messages. What you leave out stays as it is. Next you see the plan for %n instance(s).</source>
        <translation>
            <numerusform>O webhook é o endereço para onde o servidor envia mensagens. O que você deixar de fora fica como está. Em seguida, você verá o plano para %Ln instância.</numerusform>
            <numerusform>O webhook é o endereço para onde o servidor envia mensagens. O que você deixar de fora fica como está. Em seguida, você verá o plano para %Ln instâncias.</numerusform>
        </translation>
    </message>
    <message>
        <source>Check the events, or leave them as they are.</source>
        <translation>Marque os eventos, ou deixe-os como estão.</translation>
    </message>
</context>
<context>
    <name>steward::WebhookRule</name>
    <message>
        <source>Its webhook goes to %1, which is not this row&apos;s address.</source>
        <extracomment>%1 is an address with its secret part cut off</extracomment>
        <translation>O webhook dela vai para %1, que não é o endereço desta linha.</translation>
    </message>
    <message>
        <source>Its webhook is off, so nobody receives its messages.</source>
        <translation>O webhook dela está desligado, então ninguém recebe as mensagens.</translation>
    </message>
    <message>
        <source>Its webhook does not send %1, so messages are missed.</source>
        <extracomment>%1 is names of events, such as &quot;MESSAGES_UPSERT, SEND_MESSAGE&quot;</extracomment>
        <translation>O webhook dela não envia %1, então faltam mensagens.</translation>
    </message>
    <message>
        <source>It has no webhook, so nobody receives its messages.</source>
        <translation>Não tem webhook, então ninguém recebe as mensagens.</translation>
    </message>
</context>
<context>
    <name>steward::WelcomePage</name>
    <message>
        <source>Today, %1</source>
        <extracomment>%1 is a time of the day</extracomment>
        <translation>Hoje, %1</translation>
    </message>
    <message>
        <source>Yesterday, %1</source>
        <extracomment>%1 is a time of the day</extracomment>
        <translation>Ontem, %1</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>A workspace as it is read aloud: %1 is its name, %2 its environment</extracomment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>d MMM</source>
        <extracomment>A short date of this year, as Qt writes them: day and short month</extracomment>
        <translation>d &apos;de&apos; MMM</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <extracomment>A short date, as Qt writes them: day, short month and year</extracomment>
        <translation>d &apos;de&apos; MMM &apos;de&apos; yyyy</translation>
    </message>
</context>
<context>
    <name>steward::WindowFoot</name>
    <message>
        <source>No workspace open</source>
        <translation>Nenhum espaço de trabalho aberto</translation>
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
        <translation>%1 hoje</translation>
    </message>
    <message>
        <source>A store was not read. Nothing is made until all three are.</source>
        <translation>Uma base não foi lida. Nada é criado até que as três sejam lidas.</translation>
    </message>
    <message numerus="yes">
        <source>%n organization(s) with duplicates</source>
        <translation>
            <numerusform>%Ln organização com duplicadas</numerusform>
            <numerusform>%Ln organizações com duplicadas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n phone(s) to pair</source>
        <translation>
            <numerusform>%Ln celular para parear</numerusform>
            <numerusform>%Ln celulares para parear</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n running</source>
        <translation>
            <numerusform>%Ln em andamento</numerusform>
            <numerusform>%Ln em andamento</numerusform>
        </translation>
    </message>
    <message>
        <source>Open a workspace of your own first. Practice and what the environment&apos;s variables say cannot be edited.</source>
        <translation>Abra antes um espaço de trabalho seu. A prática e o que as variáveis de ambiente dizem não podem ser editados.</translation>
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
        <translation>Nova instância</translation>
    </message>
    <message numerus="yes">
        <source>%n new alert(s)</source>
        <translation>
            <numerusform>%Ln novo alerta</numerusform>
            <numerusform>%Ln novos alertas</numerusform>
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
        <translation>Ninguém ouviu ainda: nenhum programa de mensagens escuta. O aviso é guardado e enviado de novo assim que um escutar.</translation>
    </message>
</context>
<context>
    <name>steward::WorkflowRun</name>
    <message>
        <source>There is no journal to keep what is done, so nothing was changed. Start Steward again with a data directory of your own.</source>
        <translation>Não há diário para guardar o que é feito, então nada foi mudado. Abra o Steward de novo com uma pasta de dados sua.</translation>
    </message>
</context>
<context>
    <name>steward::WorkspaceActions</name>
    <message>
        <source>&amp;Pair…</source>
        <translation>&amp;Parear…</translation>
    </message>
    <message>
        <source>Name copied.</source>
        <translation>Nome copiado.</translation>
    </message>
    <message>
        <source>its phone was lost</source>
        <translation>a conexão com o celular caiu</translation>
    </message>
    <message>
        <source>Pair &amp;all chosen…</source>
        <translation>Parear &amp;todas as escolhidas…</translation>
    </message>
    <message>
        <source>&amp;New instance for %1…</source>
        <extracomment>An action: %1 is an organization</extracomment>
        <translation>&amp;Nova instância para %1…</translation>
    </message>
    <message>
        <source>&amp;Copy name</source>
        <translation>&amp;Copiar nome</translation>
    </message>
</context>
<context>
    <name>steward::WorkspaceNotices</name>
    <message>
        <source>Nothing is changed from this computer</source>
        <translation>Nada é alterado a partir deste computador</translation>
    </message>
</context>
<context>
    <name>steward::WorkspacePages</name>
    <message>
        <source>Duplicates</source>
        <translation>Duplicadas</translation>
    </message>
    <message>
        <source>Organizations with more than one instance, which of them works, and which may go. You see a plan before anything changes.</source>
        <translation>Organizações com mais de uma instância, qual delas funciona, e quais podem sair. Você vê um plano antes que algo mude.</translation>
    </message>
    <message>
        <source>Look for duplicates</source>
        <translation>Procurar duplicadas</translation>
    </message>
    <message>
        <source>%1: done.</source>
        <extracomment>%1 is what was done, such as &quot;Delete 3 instances&quot;</extracomment>
        <translation>%1: feito.</translation>
    </message>
    <message>
        <source>Add the guard…</source>
        <translation>Adicionar a salvaguarda…</translation>
    </message>
    <message>
        <source>No duplicates</source>
        <translation>Nenhuma duplicada</translation>
    </message>
    <message>
        <source>Every organization has one instance. A database guard can keep it so.</source>
        <translation>Toda organização tem uma instância. Uma salvaguarda do banco de dados pode manter isso assim.</translation>
    </message>
</context>
<context>
    <name>steward::WorkspaceView</name>
    <message numerus="yes">
        <source>%n row(s) copied as JSON.</source>
        <translation>
            <numerusform>%Ln linha copiada como JSON.</numerusform>
            <numerusform>%Ln linhas copiadas como JSON.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::WorkspaceWays</name>
    <message>
        <source>Reading…</source>
        <translation>Lendo…</translation>
    </message>
    <message numerus="yes">
        <source>%n stores not read</source>
        <translation>
            <numerusform>%Ln base não lida</numerusform>
            <numerusform>%Ln bases não lidas</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 not read</source>
        <extracomment>%1 is a store such as &quot;Server&quot;</extracomment>
        <translation>%1 não lido</translation>
    </message>
    <message>
        <source>Not read</source>
        <translation>Não lido</translation>
    </message>
    <message>
        <source>Read %1</source>
        <extracomment>%1 is a time of day</extracomment>
        <translation>Lido às %1</translation>
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
        <translation>Este espaço de trabalho é somente leitura. Nada pode ser mudado aqui.</translation>
    </message>
    <message>
        <source>The three stores are being read.</source>
        <translation>As três bases estão sendo lidas.</translation>
    </message>
    <message>
        <source>Practice keeps no journal.</source>
        <translation>A prática não tem diário.</translation>
    </message>
    <message>
        <source>This is what will happen. Nothing has changed yet.</source>
        <translation>É isto que vai acontecer. Nada mudou ainda.</translation>
    </message>
    <message>
        <source>The server was read in part only</source>
        <translation>O servidor foi lido só em parte</translation>
    </message>
    <message>
        <source>The database was read in part only</source>
        <translation>O banco de dados foi lido só em parte</translation>
    </message>
    <message>
        <source>The cache was read in part only</source>
        <translation>O cache foi lido só em parte</translation>
    </message>
    <message>
        <source>It counts as not read.</source>
        <translation>Conta como não lido.</translation>
    </message>
</context>
<context>
    <name>steward::XlsxFile</name>
    <message>
        <source>The Excel file could not be made. See whether the disk for temporary files is full.</source>
        <translation>O arquivo do Excel não pôde ser criado. Veja se o disco dos arquivos temporários está cheio.</translation>
    </message>
    <message>
        <source>An Excel file holds 1,048,575 rows at most. Filter the rows, or save them as CSV.</source>
        <translation>Um arquivo do Excel comporta no máximo 1.048.575 linhas. Filtre as linhas, ou salve-as como CSV.</translation>
    </message>
</context>
</TS>
