<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>steward::ActivityButton</name>
    <message numerus="yes">
        <source>%n running</source>
        <translation>
            <numerusform>%n running</numerusform>
            <numerusform>%n running</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left open</source>
        <translation>
            <numerusform>%n left open</numerusform>
            <numerusform>%n left open</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::AlertTeller</name>
    <message numerus="yes">
        <source>%n change(s). Unlock Steward to see what it is.</source>
        <translation>
            <numerusform>%n change. Unlock Steward to see what it is.</numerusform>
            <numerusform>%n changes. Unlock Steward to see what they are.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::Alerts</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <extracomment>%1 are names of organizations, %n how many more there are</extracomment>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n organization(s) not connected any more: %1.</source>
        <extracomment>%n is how many, %1 some of their names</extracomment>
        <translation>
            <numerusform>One organization is not connected any more: %1.</numerusform>
            <numerusform>%n organizations are not connected any more: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pairing(s) stuck: %1.</source>
        <extracomment>%n is how many, %1 some of their names</extracomment>
        <translation>
            <numerusform>One pairing is stuck: %1.</numerusform>
            <numerusform>%n pairings are stuck: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new duplicate(s): %1.</source>
        <extracomment>%n is how many, %1 some of their names</extracomment>
        <translation>
            <numerusform>One new duplicate: %1.</numerusform>
            <numerusform>%n new duplicates: %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::ApplyCommand</name>
    <message numerus="yes">
        <source>%n heard it</source>
        <extracomment>%n is the number of worker processes that heard a message</extracomment>
        <translation>
            <numerusform>%n heard it</numerusform>
            <numerusform>%n heard it</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::AuditCommand</name>
    <message numerus="yes">
        <source>Nothing is concluded about %n name(s) that the server does not list: it was not asked about them, or did not answer.</source>
        <extracomment>%n is a number of names</extracomment>
        <translation>
            <numerusform>Nothing is concluded about one name that the server does not list: it was not asked about it, or did not answer.</numerusform>
            <numerusform>Nothing is concluded about %n names that the server does not list: it was not asked about them, or did not answer.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::Breakers</name>
    <message numerus="yes">
        <source>%n of them are protected. Leave them out, or remove their protection first.</source>
        <translation>
            <numerusform>One of them is protected. Leave it out, or remove its protection first.</numerusform>
            <numerusform>%n of them are protected. Leave them out, or remove their protection first.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them are connected: their phones have to be paired again.</source>
        <translation>
            <numerusform>One of them is connected: its phone has to be paired again.</numerusform>
            <numerusform>%n of them are connected: their phones have to be paired again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them are connected but are no WHATSAPP-BAILEYS instances: they would receive nothing any more.</source>
        <translation>
            <numerusform>One of them is connected but is no WHATSAPP-BAILEYS instance: it would receive nothing any more.</numerusform>
            <numerusform>%n of them are connected but are no WHATSAPP-BAILEYS instances: they would receive nothing any more.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Many at once: %n instance(s) or row(s) would be deleted or disconnected.</source>
        <translation>
            <numerusform>Many at once: one instance or row would be deleted or disconnected.</numerusform>
            <numerusform>Many at once: %n instances or rows would be deleted or disconnected.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::BulkBar</name>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%n selected</numerusform>
            <numerusform>%n selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hidden and left alone</source>
        <extracomment>%n is how many of the selected rows the filter hides; it follows &quot;5 selected&quot;</extracomment>
        <translation>
            <numerusform>%n hidden and left alone</numerusform>
            <numerusform>%n hidden and left alone</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::BulkOutlook</name>
    <message numerus="yes">
        <source>%n are duplicates: clean those up.</source>
        <translation>
            <numerusform>One is a duplicate: clean it up.</numerusform>
            <numerusform>%n are duplicates: clean those up.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n need your decision.</source>
        <translation>
            <numerusform>One needs your decision.</numerusform>
            <numerusform>%n need your decision.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n need the server&apos;s administrator.</source>
        <translation>
            <numerusform>One needs the server&apos;s administrator.</numerusform>
            <numerusform>%n need the server&apos;s administrator.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n have nothing to repair.</source>
        <translation>
            <numerusform>One has nothing to repair.</numerusform>
            <numerusform>%n have nothing to repair.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cannot be paired: the server has no phone under their name.</source>
        <translation>
            <numerusform>One cannot be paired: the server has no phone under its name.</numerusform>
            <numerusform>%n cannot be paired: the server has no phone under their name.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n have no row.</source>
        <translation>
            <numerusform>One has no row.</numerusform>
            <numerusform>%n have no row.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n are off already.</source>
        <translation>
            <numerusform>One is off already.</numerusform>
            <numerusform>%n are off already.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n are protected.</source>
        <translation>
            <numerusform>One is protected.</numerusform>
            <numerusform>%n are protected.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n are no instances: repair removes them.</source>
        <translation>
            <numerusform>One is no instance: repair removes it.</numerusform>
            <numerusform>%n are no instances: repair removes them.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::ChooseStep</name>
    <message numerus="yes">
        <source>%n instance(s)</source>
        <translation>
            <numerusform>%n instance</numerusform>
            <numerusform>%n instances</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n group(s) chosen</source>
        <extracomment>%1 is how many groups of duplicates are chosen, %n how many there are</extracomment>
        <translation>
            <numerusform>%1 of %n group chosen</numerusform>
            <numerusform>%1 of %n groups chosen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n group(s)</source>
        <translation>
            <numerusform>%n group</numerusform>
            <numerusform>%n groups</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hidden and left alone</source>
        <translation>
            <numerusform>%n hidden and left alone</numerusform>
            <numerusform>%n hidden and left alone</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n group(s) stay as they are</source>
        <translation>
            <numerusform>%n group stays as it is</numerusform>
            <numerusform>%n groups stay as they are</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::CompareView</name>
    <message numerus="yes">
        <source>%n of %1 differ</source>
        <extracomment>%n is how many of %1 fields differ between the stores</extracomment>
        <translation>
            <numerusform>%n of %1 differs</numerusform>
            <numerusform>%n of %1 differ</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::ConnectionRules</name>
    <message numerus="yes">
        <source>It has waited for a phone for %n minute(s).</source>
        <translation>
            <numerusform>It has waited for a phone for a minute.</numerusform>
            <numerusform>It has waited for a phone for %n minutes.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::CreateCommand</name>
    <message numerus="yes">
        <source>%n instance(s) would be created.</source>
        <extracomment>%n is how many instances would be created</extracomment>
        <translation>
            <numerusform>%n instance would be created.</numerusform>
            <numerusform>%n instances would be created.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::CreationCheck</name>
    <message numerus="yes">
        <source>The server lists nothing, but %n active row(s) name an instance. So nothing new is created: Steward would not see what is there already. Check the profile and read again. If the server has really lost them, create their missing instances or disable their rows first.</source>
        <extracomment>%n is a number of rows</extracomment>
        <translation>
            <numerusform>The server lists nothing, but one active row names an instance. So nothing new is created: Steward would not see what is there already. Check the profile and read again. If the server has really lost it, create the missing instance or disable its row first.</numerusform>
            <numerusform>The server lists nothing, but %n active rows name an instance. So nothing new is created: Steward would not see what is there already. Check the profile and read again. If the server has really lost them, create their missing instances or disable their rows first.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::CreationFile</name>
    <message numerus="yes">
        <source>The line needs %n field(s), as many as the first line.</source>
        <extracomment>%n is how many fields a line has to have</extracomment>
        <translation>
            <numerusform>The line needs one field, as many as the first line.</numerusform>
            <numerusform>The line needs %n fields, as many as the first line.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n organization(s) are named “%1”. Enter the ID of the one you mean.</source>
        <extracomment>%n is how many organizations, %1 the name they have</extracomment>
        <translation>
            <numerusform>%n organization is named “%1”. Enter the ID of the one you mean.</numerusform>
            <numerusform>%n organizations are named “%1”. Enter the ID of the one you mean.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::CreationFilePage</name>
    <message numerus="yes">
        <source>Create %n instance(s)</source>
        <translation>
            <numerusform>Create %n instance</numerusform>
            <numerusform>Create %n instances</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Create %n instance(s) from a file</source>
        <translation>
            <numerusform>Create %n instance from a file</numerusform>
            <numerusform>Create %n instances from a file</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of %1 created.</source>
        <extracomment>%n is how many instances of a file were created, %1 how many were to be</extracomment>
        <translation>
            <numerusform>%n of %1 created.</numerusform>
            <numerusform>%n of %1 created.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::DuplicateRules</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <extracomment>%1 is names of instances, %n how many are not named</extracomment>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::EmptyRows</name>
    <message numerus="yes">
        <source>All %n instance(s) say the same in all three stores.</source>
        <translation>
            <numerusform>The one instance says the same in all three stores.</numerusform>
            <numerusform>All %n instances say the same in all three stores.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::EnvironmentSettings</name>
    <message numerus="yes">
        <source>%n variable(s) are not set: %1. Set them, name a profile, or try it with --practice.</source>
        <extracomment>%n is the number of variables, %1 lists their names</extracomment>
        <translation>
            <numerusform>%n variable is not set: %1. Set it, name a profile, or try it with --practice.</numerusform>
            <numerusform>%n variables are not set: %1. Set them, name a profile, or try it with --practice.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::GroupsModel</name>
    <message numerus="yes">
        <source>%n instance(s)</source>
        <translation>
            <numerusform>%n instance</numerusform>
            <numerusform>%n instances</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::GuardsPage</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <extracomment>%1 are names of organizations, %n how many more there are</extracomment>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n organization(s) have several active rows:</source>
        <translation>
            <numerusform>One organization has several active rows:</numerusform>
            <numerusform>%n organizations have several active rows:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Add %n guard(s)</source>
        <translation>
            <numerusform>Add %n guard</numerusform>
            <numerusform>Add %n guards</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::InspectorPanel</name>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%n selected</numerusform>
            <numerusform>%n selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n organization(s). The list stands still while you choose.</source>
        <translation>
            <numerusform>One organization. The list stands still while you choose.</numerusform>
            <numerusform>%n organizations. The list stands still while you choose.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::InstanceTable</name>
    <message numerus="yes">
        <source>%n s</source>
        <translation>
            <numerusform>%n s</numerusform>
            <numerusform>%n s</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min</source>
        <translation>
            <numerusform>%n min</numerusform>
            <numerusform>%n min</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n h</source>
        <translation>
            <numerusform>%n h</numerusform>
            <numerusform>%n h</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n d</source>
        <translation>
            <numerusform>%n d</numerusform>
            <numerusform>%n d</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mo</source>
        <translation>
            <numerusform>%n mo</numerusform>
            <numerusform>%n mo</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n y</source>
        <translation>
            <numerusform>%n y</numerusform>
            <numerusform>%n y</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::InstancesPage</name>
    <message numerus="yes">
        <source>Copy %n row(s)</source>
        <translation>
            <numerusform>Copy %n row</numerusform>
            <numerusform>Copy %n rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not checked</source>
        <translation>
            <numerusform>%n not checked</numerusform>
            <numerusform>%n not checked</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n shown</source>
        <translation>
            <numerusform>%n shown</numerusform>
            <numerusform>%n shown</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%n selected</numerusform>
            <numerusform>%n selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hidden and left alone</source>
        <extracomment>%n is how many of the selected rows the filter hides; it follows &quot;5 selected&quot;</extracomment>
        <translation>
            <numerusform>%n hidden and left alone</numerusform>
            <numerusform>%n hidden and left alone</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n shown, %1 unknown</source>
        <extracomment>%1 is &quot;server&quot;, &quot;server and cache&quot;: what was not read</extracomment>
        <translation>
            <numerusform>%n shown, %1 unknown</numerusform>
            <numerusform>%n shown, %1 unknown</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::JournalCommand</name>
    <message numerus="yes">
        <source>%n change(s) whose result is not known</source>
        <extracomment>%n is how many changes were announced and have no known result yet</extracomment>
        <translation>
            <numerusform>one change whose result is not known</numerusform>
            <numerusform>%n changes whose result is not known</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n notice(s) that no worker has heard yet. “journal resume” sends them as soon as one listens:</source>
        <extracomment>%n is the number of messages to the backend&apos;s worker processes</extracomment>
        <translation>
            <numerusform>One notice that no worker has heard yet. “journal resume” sends it as soon as one listens:</numerusform>
            <numerusform>%n notices that no worker has heard yet. “journal resume” sends them as soon as one listens:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The journal is complete and unchanged: %n record(s).</source>
        <extracomment>%n is the number of records in the journal</extracomment>
        <translation>
            <numerusform>The journal is complete and unchanged: one record.</numerusform>
            <numerusform>The journal is complete and unchanged: %n records.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n operation(s) of another workspace were interrupted, such as: %1. Run “journal resume” with the profile, or with the addresses and the environment as they were written then.</source>
        <extracomment>%n is how many; %1 is the title of one of them</extracomment>
        <translation>
            <numerusform>%n operation of another workspace was interrupted: %1. Run “journal resume” with the profile, or with the addresses and the environment as they were written then.</numerusform>
            <numerusform>%n operations of another workspace were interrupted, such as: %1. Run “journal resume” with the profile, or with the addresses and the environment as they were written then.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::JournalModel</name>
    <message numerus="yes">
        <source>%n row(s), in the database&apos;s history</source>
        <translation>
            <numerusform>one row, in the database&apos;s history</numerusform>
            <numerusform>%n rows, in the database&apos;s history</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::JournalPage</name>
    <message numerus="yes">
        <source>Complete and unchanged: %n record(s), kept for 400 days on this computer.</source>
        <translation>
            <numerusform>Complete and unchanged: one record, kept for 400 days on this computer.</numerusform>
            <numerusform>Complete and unchanged: %n records, kept for 400 days on this computer.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::LeaveGuard</name>
    <message numerus="yes">
        <source>%n operations are under way</source>
        <translation>
            <numerusform>%n operation is under way</numerusform>
            <numerusform>%n operations are under way</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n operations have ended</source>
        <translation>
            <numerusform>%n operation has ended</numerusform>
            <numerusform>%n operations have ended</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::ListCommand</name>
    <message numerus="yes">
        <source>%n of %1 rows</source>
        <extracomment>%n is how many rows were found, %1 how many there are</extracomment>
        <translation>
            <numerusform>%n of %1 rows</numerusform>
            <numerusform>%n of %1 rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::OperationView</name>
    <message numerus="yes">
        <source>&amp;Try %n again</source>
        <translation>
            <numerusform>&amp;Try %n again</numerusform>
            <numerusform>&amp;Try %n again</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::OrganizationChoices</name>
    <message numerus="yes">
        <source>has %n instance(s) already</source>
        <translation>
            <numerusform>has %n instance already</numerusform>
            <numerusform>has %n instances already</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::OverviewPage</name>
    <message numerus="yes">
        <source>%n of 3 stores were read at %1.</source>
        <extracomment>%n of three stores; %1 is a time of day</extracomment>
        <translation>
            <numerusform>%n of 3 stores was read at %1.</numerusform>
            <numerusform>%n of 3 stores were read at %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n instance(s)</source>
        <translation>
            <numerusform>%n instance</numerusform>
            <numerusform>%n instances</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n organization(s).</source>
        <extracomment>%1 is &quot;264 instances&quot;</extracomment>
        <translation>
            <numerusform>%1 of %n organization.</numerusform>
            <numerusform>%1 of %n organizations.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them ghost(s).</source>
        <translation>
            <numerusform>%n of them is a ghost.</numerusform>
            <numerusform>%n of them are ghosts.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them not read.</source>
        <translation>
            <numerusform>%n of them is not read.</numerusform>
            <numerusform>%n of them are not read.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them in an unknown state.</source>
        <translation>
            <numerusform>%n of them is in an unknown state.</numerusform>
            <numerusform>%n of them are in an unknown state.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n instance(s) need attention</source>
        <translation>
            <numerusform>%n instance needs attention</numerusform>
            <numerusform>%n instances need attention</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them stuck</source>
        <translation>
            <numerusform>%n of them stuck</numerusform>
            <numerusform>%n of them stuck</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n connected</source>
        <translation>
            <numerusform>%n connected</numerusform>
            <numerusform>%n connected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n lost their phone</source>
        <translation>
            <numerusform>%n lost its phone</numerusform>
            <numerusform>%n lost their phone</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n organization(s) have new duplicates</source>
        <translation>
            <numerusform>%n organization has new duplicates</numerusform>
            <numerusform>%n organizations have new duplicates</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>%n new</numerusform>
            <numerusform>%n new</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not on the server any more</source>
        <translation>
            <numerusform>%n not on the server any more</numerusform>
            <numerusform>%n not on the server any more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in no store any more</source>
        <translation>
            <numerusform>%n in no store any more</numerusform>
            <numerusform>%n in no store any more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of 3 read</source>
        <translation>
            <numerusform>%n of 3 read</numerusform>
            <numerusform>%n of 3 read</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <extracomment>%1 are names of organizations, %n how many more there are</extracomment>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n lost this week, without a phone still</source>
        <translation>
            <numerusform>%n lost this week, still without a phone</numerusform>
            <numerusform>%n lost this week, still without a phone</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::PairingScreen</name>
    <message numerus="yes">
        <source>a new code comes in %n s</source>
        <extracomment>how long a code can still be scanned</extracomment>
        <translation>
            <numerusform>a new code comes in %n s</numerusform>
            <numerusform>a new code comes in %n s</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::PaletteModel</name>
    <message numerus="yes">
        <source>%n instance(s)</source>
        <translation>
            <numerusform>%n instance</numerusform>
            <numerusform>%n instances</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::PlanActions</name>
    <message numerus="yes">
        <source>&amp;Repair %n chosen…</source>
        <translation>
            <numerusform>&amp;Repair %n chosen…</numerusform>
            <numerusform>&amp;Repair %n chosen…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>D&amp;isable %n instance(s)…</source>
        <translation>
            <numerusform>D&amp;isable %n instance…</numerusform>
            <numerusform>D&amp;isable %n instances…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Enable %n instance(s)…</source>
        <translation>
            <numerusform>&amp;Enable %n instance…</numerusform>
            <numerusform>&amp;Enable %n instances…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Pro&amp;tect %n instance(s)…</source>
        <translation>
            <numerusform>Pro&amp;tect %n instance…</numerusform>
            <numerusform>Pro&amp;tect %n instances…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Re&amp;move protection from %n instance(s)…</source>
        <translation>
            <numerusform>Re&amp;move protection from %n instance…</numerusform>
            <numerusform>Re&amp;move protection from %n instances…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Delete %n instance(s)…</source>
        <translation>
            <numerusform>&amp;Delete %n instance…</numerusform>
            <numerusform>&amp;Delete %n instances…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Set %n &amp;webhook(s)…</source>
        <translation>
            <numerusform>Set %n &amp;webhook…</numerusform>
            <numerusform>Set %n &amp;webhooks…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Restart %n instance(s)…</source>
        <translation>
            <numerusform>Restart %n instance…</numerusform>
            <numerusform>Restart %n instances…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::PlanCards</name>
    <message numerus="yes">
        <source>Left as it is: %n</source>
        <translation>
            <numerusform>Left as it is: %n</numerusform>
            <numerusform>Left as it is: %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::PlanLines</name>
    <message numerus="yes">
        <source>Keep %n</source>
        <translation>
            <numerusform>Keep %n</numerusform>
            <numerusform>Keep %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n</source>
        <translation>
            <numerusform>Delete %n</numerusform>
            <numerusform>Delete %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Change %n</source>
        <translation>
            <numerusform>Change %n</numerusform>
            <numerusform>Change %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::PlanPage</name>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>%n message</numerusform>
            <numerusform>%n messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n contact(s)</source>
        <translation>
            <numerusform>%n contact</numerusform>
            <numerusform>%n contacts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n chat(s)</source>
        <translation>
            <numerusform>%n chat</numerusform>
            <numerusform>%n chats</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) that were not delivered yet</source>
        <translation>
            <numerusform>%n message that was not delivered yet</numerusform>
            <numerusform>%n messages that were not delivered yet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n instance(s)</source>
        <translation>
            <numerusform>Delete %n instance</numerusform>
            <numerusform>Delete %n instances</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n instance(s), and create the new one</source>
        <translation>
            <numerusform>Delete %n instance, and create the new one</numerusform>
            <numerusform>Delete %n instances, and create the new one</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Clean up: delete %n instance(s)</source>
        <translation>
            <numerusform>Clean up: delete %n instance</numerusform>
            <numerusform>Clean up: delete %n instances</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Put %n entry(s) right</source>
        <translation>
            <numerusform>Put %n entry right</numerusform>
            <numerusform>Put %n entries right</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Repair %n instance(s)</source>
        <translation>
            <numerusform>Repair %n instance</numerusform>
            <numerusform>Repair %n instances</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Repair %n row(s)</source>
        <translation>
            <numerusform>Repair %n row</numerusform>
            <numerusform>Repair %n rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Repair %n entry(s)</source>
        <translation>
            <numerusform>Repair %n entry</numerusform>
            <numerusform>Repair %n entries</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Disable %n instance(s)</source>
        <translation>
            <numerusform>Disable %n instance</numerusform>
            <numerusform>Disable %n instances</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Enable %n instance(s)</source>
        <translation>
            <numerusform>Enable %n instance</numerusform>
            <numerusform>Enable %n instances</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Protect %n instance(s)</source>
        <translation>
            <numerusform>Protect %n instance</numerusform>
            <numerusform>Protect %n instances</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remove protection from %n instance(s)</source>
        <translation>
            <numerusform>Remove protection from %n instance</numerusform>
            <numerusform>Remove protection from %n instances</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Reset the pairing of %n instance(s)</source>
        <translation>
            <numerusform>Reset the pairing of %n instance</numerusform>
            <numerusform>Reset the pairing of %n instances</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Unlink %n phone(s)</source>
        <translation>
            <numerusform>Unlink %n phone</numerusform>
            <numerusform>Unlink %n phones</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n heard it</source>
        <translation>
            <numerusform>%n heard it</numerusform>
            <numerusform>%n heard it</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) that were not delivered yet stay in its queue, and nobody sends them.</source>
        <translation>
            <numerusform>%n message that was not delivered yet stays in its queue, and nobody sends it.</numerusform>
            <numerusform>%n messages that were not delivered yet stay in its queue, and nobody sends them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>instance(s)</source>
        <translation>
            <numerusform>instance</numerusform>
            <numerusform>instances</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>row(s)</source>
        <translation>
            <numerusform>row</numerusform>
            <numerusform>rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>entry(s)</source>
        <translation>
            <numerusform>entry</numerusform>
            <numerusform>entries</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>phone(s) logged out</source>
        <translation>
            <numerusform>phone logged out</numerusform>
            <numerusform>phones logged out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>webhook(s) set</source>
        <translation>
            <numerusform>webhook set</numerusform>
            <numerusform>webhooks set</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>row(s) change</source>
        <translation>
            <numerusform>row changes</numerusform>
            <numerusform>rows change</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>message queue(s)</source>
        <translation>
            <numerusform>message queue</numerusform>
            <numerusform>message queues</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>notice(s)</source>
        <translation>
            <numerusform>notice</numerusform>
            <numerusform>notices</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them are connected. Their phones have to be paired again.</source>
        <translation>
            <numerusform>One of them is connected. Its phone has to be paired again.</numerusform>
            <numerusform>%n of them are connected. Their phones have to be paired again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Type %1 to delete %n instance(s) in %2.</source>
        <extracomment>%1 is a number to be typed, %n the same number, %2 an environment in capitals</extracomment>
        <translation>
            <numerusform>Type %1 to delete %n instance in %2.</numerusform>
            <numerusform>Type %1 to delete %n instances in %2.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n are gone and proven.</source>
        <translation>
            <numerusform>All %n are gone and proven.</numerusform>
            <numerusform>All %n are gone and proven.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n are done and proven.</source>
        <translation>
            <numerusform>All %n are done and proven.</numerusform>
            <numerusform>All %n are done and proven.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of %1 are gone.</source>
        <extracomment>%n is how many of a plan&apos;s items are gone, %1 how many it has</extracomment>
        <translation>
            <numerusform>%n of %1 is gone.</numerusform>
            <numerusform>%n of %1 are gone.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of %1 are done.</source>
        <extracomment>%n is how many of a plan&apos;s items are done, %1 how many it has</extracomment>
        <translation>
            <numerusform>%n of %1 is done.</numerusform>
            <numerusform>%n of %1 are done.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n are still there.</source>
        <translation>
            <numerusform>%n is still there.</numerusform>
            <numerusform>%n are still there.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>instance(s) restarted</source>
        <translation>
            <numerusform>instance restarted</numerusform>
            <numerusform>instances restarted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Set %n webhook(s)</source>
        <translation>
            <numerusform>Set %n webhook</numerusform>
            <numerusform>Set %n webhooks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Restart %n instance(s)</source>
        <translation>
            <numerusform>Restart %n instance</numerusform>
            <numerusform>Restart %n instances</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::PlanRun</name>
    <message numerus="yes">
        <source>%n of %1 done</source>
        <extracomment>%n is how many of a plan&apos;s items are done, %1 how many it has</extracomment>
        <translation>
            <numerusform>%n of %1 done</numerusform>
            <numerusform>%n of %1 done</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n still there</source>
        <translation>
            <numerusform>%n still there</numerusform>
            <numerusform>%n still there</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not all done</source>
        <translation>
            <numerusform>%n not all done</numerusform>
            <numerusform>%n not all done</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left as it was</source>
        <translation>
            <numerusform>%n left as it was</numerusform>
            <numerusform>%n left as it was</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not begun</source>
        <translation>
            <numerusform>%n not begun</numerusform>
            <numerusform>%n not begun</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::PlanSummary</name>
    <message numerus="yes">
        <source>%n instance(s)</source>
        <translation>
            <numerusform>%n instance</numerusform>
            <numerusform>%n instances</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n row</numerusform>
            <numerusform>%n rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cache entry(s)</source>
        <translation>
            <numerusform>%n cache entry</numerusform>
            <numerusform>%n cache entries</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message queue(s)</source>
        <translation>
            <numerusform>%n message queue</numerusform>
            <numerusform>%n message queues</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>disconnect %n phone(s)</source>
        <translation>
            <numerusform>disconnect %n phone</numerusform>
            <numerusform>disconnect %n phones</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>create %n instance(s)</source>
        <translation>
            <numerusform>create %n instance</numerusform>
            <numerusform>create %n instances</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>add %n row(s)</source>
        <translation>
            <numerusform>add %n row</numerusform>
            <numerusform>add %n rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>change %n row(s)</source>
        <translation>
            <numerusform>change %n row</numerusform>
            <numerusform>change %n rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>set %n webhook(s)</source>
        <translation>
            <numerusform>set %n webhook</numerusform>
            <numerusform>set %n webhooks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>write %n cache entry(s)</source>
        <translation>
            <numerusform>write %n cache entry</numerusform>
            <numerusform>write %n cache entries</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>change the protection of %n instance(s) in the profile</source>
        <translation>
            <numerusform>change the protection of one instance in the profile</numerusform>
            <numerusform>change the protection of %n instances in the profile</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>send %n notice(s) to the workers</source>
        <translation>
            <numerusform>send one notice to the workers</numerusform>
            <numerusform>send %n notices to the workers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>restart %n instance(s)</source>
        <translation>
            <numerusform>restart %n instance</numerusform>
            <numerusform>restart %n instances</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::PlanText</name>
    <message numerus="yes">
        <source>queues of %1, with %n message(s)</source>
        <extracomment>%1 is the name of an instance, %n the messages in its queue</extracomment>
        <translation>
            <numerusform>queues of %1, with %n message</numerusform>
            <numerusform>queues of %1, with %n messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %n instance(s)</source>
        <extracomment>%1 is an organization or a phone number, %n the number of its instances</extracomment>
        <translation>
            <numerusform>%1: %n instance</numerusform>
            <numerusform>%1: %n instances</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>time left: %n second(s)</source>
        <translation>
            <numerusform>time left: one second</numerusform>
            <numerusform>time left: %n seconds</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::ProblemList</name>
    <message numerus="yes">
        <source>%n instance(s)</source>
        <translation>
            <numerusform>%n instance</numerusform>
            <numerusform>%n instances</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %n of them counted above</source>
        <extracomment>%1 is &quot;27 instances&quot;, of which %n stand among the errors too</extracomment>
        <translation>
            <numerusform>%1, %n of them counted above</numerusform>
            <numerusform>%1, %n of them counted above</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more kind(s)</source>
        <translation>
            <numerusform>%n more kind</numerusform>
            <numerusform>%n more kinds</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::ProfileActions</name>
    <message numerus="yes">
        <source>%n workspace(s) were added. The key and the passwords are asked for when you open one.</source>
        <translation>
            <numerusform>%n workspace was added. The key and the passwords are asked for when you open it.</numerusform>
            <numerusform>%n workspaces were added. The key and the passwords are asked for when you open one.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::ProfileEditor</name>
    <message numerus="yes">
        <source>%n other variable(s) were left out.</source>
        <translation>
            <numerusform>%n other variable was left out.</numerusform>
            <numerusform>%n other variables were left out.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::RestoreDialog</name>
    <message numerus="yes">
        <source>&amp;Undo in %n row(s)</source>
        <extracomment>%n is the number of database rows</extracomment>
        <translation>
            <numerusform>&amp;Undo in %n row</numerusform>
            <numerusform>&amp;Undo in %n rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Undo in %n row(s)</source>
        <extracomment>%n is the number of database rows</extracomment>
        <translation>
            <numerusform>Undo in %n row</numerusform>
            <numerusform>Undo in %n rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::ResumeDialog</name>
    <message numerus="yes">
        <source>No worker listens, so %n change(s) could not be told.</source>
        <translation>
            <numerusform>No worker listens, so one change could not be told.</numerusform>
            <numerusform>No worker listens, so %n changes could not be told.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::RowRestore</name>
    <message numerus="yes">
        <source>Undo the changes of %n row(s)</source>
        <extracomment>%n is the number of database rows</extracomment>
        <translation>
            <numerusform>Undo the change of one row</numerusform>
            <numerusform>Undo the changes of %n rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::ServerDoctor</name>
    <message numerus="yes">
        <source>%n instance(s) listed.</source>
        <extracomment>%n is the number of instances that the server lists</extracomment>
        <translation>
            <numerusform>%n instance listed.</numerusform>
            <numerusform>%n instances listed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Slow: it took %n second(s).</source>
        <extracomment>%n is a number of seconds</extracomment>
        <translation>
            <numerusform>Slow: it took %n second.</numerusform>
            <numerusform>Slow: it took %n seconds.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::SettingsPage</name>
    <message numerus="yes">
        <source>%n instance(s) are protected: nobody can delete, disable or clean them. Protect and Remove protection… stand with the instance.</source>
        <translation>
            <numerusform>%n instance is protected: nobody can delete, disable or clean it. Protect and Remove protection… stand with the instance.</numerusform>
            <numerusform>%n instances are protected: nobody can delete, disable or clean them. Protect and Remove protection… stand with the instance.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Lock Steward after %n minute(s) without use</source>
        <translation>
            <numerusform>&amp;Lock Steward after %n minute without use</numerusform>
            <numerusform>&amp;Lock Steward after %n minutes without use</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::SeveralView</name>
    <message numerus="yes">
        <source>%n of them are connected</source>
        <translation>
            <numerusform>one of them is connected</numerusform>
            <numerusform>%n of them are connected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::StoreButton</name>
    <message numerus="yes">
        <source>%n instance(s)</source>
        <translation>
            <numerusform>%n instance</numerusform>
            <numerusform>%n instances</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n row</numerusform>
            <numerusform>%n rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entry(s)</source>
        <translation>
            <numerusform>%n entry</numerusform>
            <numerusform>%n entries</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::StoreTrouble</name>
    <message numerus="yes">
        <source>The server lists nothing, but there are %n active row(s). These stores do not seem to belong together: check the profile.</source>
        <extracomment>%n is a number of rows</extracomment>
        <translation>
            <numerusform>The server lists nothing, but there is one active row. These stores do not seem to belong together: check the profile.</numerusform>
            <numerusform>The server lists nothing, but there are %n active rows. These stores do not seem to belong together: check the profile.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::Survivor</name>
    <message numerus="yes">
        <source>%n message(s), the most</source>
        <translation>
            <numerusform>%n message, the most</numerusform>
            <numerusform>%n messages, the most</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>%n message</numerusform>
            <numerusform>%n messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::TroubleBanner</name>
    <message numerus="yes">
        <source>The server lists %n odd entries, of which nothing is concluded.</source>
        <translation>
            <numerusform>The server lists one odd entry, of which nothing is concluded.</numerusform>
            <numerusform>The server lists %n odd entries, of which nothing is concluded.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::UnfinishedBanner</name>
    <message numerus="yes">
        <source>%n operation(s) were interrupted before their end: %1.</source>
        <extracomment>%n is how many operations, %1 names them</extracomment>
        <translation>
            <numerusform>%n operation was interrupted before its end: %1.</numerusform>
            <numerusform>%n operations were interrupted before their end: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No worker listens, so none has heard of %n change(s) yet.</source>
        <translation>
            <numerusform>No worker listens, so none has heard of one change yet.</numerusform>
            <numerusform>No worker listens, so none has heard of %n changes yet.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::ViewExport</name>
    <message numerus="yes">
        <source>%n row(s) are saved in %1.</source>
        <extracomment>%n is a number of rows, %1 a file</extracomment>
        <translation>
            <numerusform>%n row is saved in %1.</numerusform>
            <numerusform>%n rows are saved in %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::WaitingBar</name>
    <message numerus="yes">
        <source>%n update(s) are waiting. The list keeps its order until you clear the selection.</source>
        <translation>
            <numerusform>1 update is waiting. The list keeps its order until you clear the selection.</numerusform>
            <numerusform>%n updates are waiting. The list keeps its order until you clear the selection.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::WatchCommand</name>
    <message numerus="yes">
        <source>Watching %n row(s). Each change is told once. Ctrl+C ends it.</source>
        <extracomment>%n is a number of rows</extracomment>
        <translation>
            <numerusform>Watching %n row. Each change is told once. Ctrl+C ends it.</numerusform>
            <numerusform>Watching %n rows. Each change is told once. Ctrl+C ends it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::WebhookDialog</name>
    <message numerus="yes">
        <source>The webhook is the address to which the server sends messages. What you leave out stays as it is. Next you see the plan for %n instance(s).</source>
        <translation>
            <numerusform>The webhook is the address to which the server sends messages. What you leave out stays as it is. Next you see the plan for %n instance.</numerusform>
            <numerusform>The webhook is the address to which the server sends messages. What you leave out stays as it is. Next you see the plan for %n instances.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::WindowFrame</name>
    <message numerus="yes">
        <source>%n organization(s) with duplicates</source>
        <translation>
            <numerusform>%n organization with duplicates</numerusform>
            <numerusform>%n organizations with duplicates</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n phone(s) to pair</source>
        <translation>
            <numerusform>%n phone to pair</numerusform>
            <numerusform>%n phones to pair</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n running</source>
        <translation>
            <numerusform>%n running</numerusform>
            <numerusform>%n running</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::WindowHeader</name>
    <message numerus="yes">
        <source>%n new alert(s)</source>
        <translation>
            <numerusform>%n new alert</numerusform>
            <numerusform>%n new alerts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::WorkspaceView</name>
    <message numerus="yes">
        <source>%n row(s) copied as JSON.</source>
        <translation>
            <numerusform>%n row copied as JSON.</numerusform>
            <numerusform>%n rows copied as JSON.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::WorkspaceWays</name>
    <message numerus="yes">
        <source>%n stores not read</source>
        <translation>
            <numerusform>%n store not read</numerusform>
            <numerusform>%n stores not read</numerusform>
        </translation>
    </message>
</context>
</TS>
