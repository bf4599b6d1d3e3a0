<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>steward::CommandLine</name>
    <message numerus="yes">
        <source>The command %1 takes %n name(s).</source>
        <extracomment>%1 is a command such as &quot;show&quot;; %n is how many words it needs after it</extracomment>
        <translation>
            <numerusform>The command %1 takes %n name.</numerusform>
            <numerusform>The command %1 takes %n names.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::ConnectionRules</name>
    <message numerus="yes">
        <source>It has been waiting for a phone for %n minute(s).</source>
        <translation>
            <numerusform>It has been waiting for a phone for %n minute.</numerusform>
            <numerusform>It has been waiting for a phone for %n minutes.</numerusform>
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
    <name>steward::EnvironmentSettings</name>
    <message numerus="yes">
        <source>%n variable(s) are not set: %1. Set them, or name a profile.</source>
        <extracomment>%n is the number of variables, %1 lists their names</extracomment>
        <translation>
            <numerusform>%n variable is not set: %1. Set it, or name a profile.</numerusform>
            <numerusform>%n variables are not set: %1. Set them, or name a profile.</numerusform>
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
</context>
<context>
    <name>steward::JournalCommand</name>
    <message numerus="yes">
        <source>%n change(s) announced without a known result</source>
        <extracomment>%n is how many changes were announced and have no known result yet</extracomment>
        <translation>
            <numerusform>%n change announced without a known result</numerusform>
            <numerusform>%n changes announced without a known result</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) that no worker has heard yet; “journal resume” tells them as soon as one listens:</source>
        <extracomment>%n is the number of messages to the backend&apos;s worker processes</extracomment>
        <translation>
            <numerusform>%n message that no worker has heard yet; “journal resume” tells it as soon as one listens:</numerusform>
            <numerusform>%n messages that no worker has heard yet; “journal resume” tells them as soon as one listens:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The journal is whole: %n record(s).</source>
        <extracomment>%n is the number of records in the journal</extracomment>
        <translation>
            <numerusform>The journal is whole: %n record.</numerusform>
            <numerusform>The journal is whole: %n records.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steward::OrganizationsPanel</name>
    <message numerus="yes">
        <source>%n organization(s)</source>
        <translation>
            <numerusform>%n organization</numerusform>
            <numerusform>%n organizations</numerusform>
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
</context>
<context>
    <name>steward::WorkspaceView</name>
    <message numerus="yes">
        <source>%n of %1 shown</source>
        <extracomment>%n is how many rows the table shows, %1 how many there are</extracomment>
        <translation>
            <numerusform>%n of %1 shown</numerusform>
            <numerusform>%n of %1 shown</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n checked</source>
        <translation>
            <numerusform>%n checked</numerusform>
            <numerusform>%n checked</numerusform>
        </translation>
    </message>
</context>
</TS>
