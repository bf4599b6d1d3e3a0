#include "stores/guard_script.h"

#include <QCoreApplication>
#include <QFile>

#include <algorithm>

// The library is static: without this the linker leaves the files out.
static void loadGuardFiles()
{
    Q_INIT_RESOURCE(guards);
}

namespace steward {
namespace {

struct ScriptText {
    Q_DECLARE_TR_FUNCTIONS(steward::GuardScript)
};

QByteArray contentOf(const QByteArray& file)
{
    loadGuardFiles();
    QFile resource(QStringLiteral(":/sql/guards/%1.sql").arg(QLatin1String(file)));
    if (!resource.open(QIODevice::ReadOnly))
        qFatal("The program lacks its own file %s", qPrintable(resource.fileName()));
    return resource.readAll();
}

QByteArray qualified(const QString& schema, const QString& name)
{
    return GuardScript::identifier(schema) + '.' + GuardScript::identifier(name);
}

QByteArray arrayLiteral(const QStringList& texts)
{
    QStringList items;
    for (QString text : texts) {
        text.replace(QLatin1Char('\\'), QLatin1String("\\\\")).replace(QLatin1Char('"'), QLatin1String("\\\""));
        items << QLatin1Char('"') + text + QLatin1Char('"');
    }
    return GuardScript::literal(QLatin1Char('{') + items.join(QLatin1Char(',')) + QLatin1Char('}'));
}

QByteArray commented(const QByteArray& sql)
{
    QByteArray all;
    for (const QByteArray& line : sql.trimmed().split('\n'))
        all += line.startsWith("--") ? line + '\n' : "-- " + line + '\n';
    return all;
}

} // namespace

GuardScript::GuardScript(const StoreNames& names, const QStringList& keepExecute)
{
    const QByteArray function = qualified(names.functionSchema, names.saveFunction);
    const QByteArray table = qualified(names.schema, names.integrationsTable);
    const QByteArray audit = qualified(names.schema, names.auditTable);
    m_placeholders = {
        {"table", table},
        {"table_text", literal(QString::fromUtf8(table))},
        {"function", function},
        {"function_text", literal(QString::fromUtf8(function) + QLatin1String("(uuid, text, text, text)"))},
        {"audit", audit},
        {"audit_text", literal(QString::fromUtf8(audit))},
        {"audit_function", qualified(names.schema, names.auditTable + QLatin1String("_append_only"))},
        {"notify_function", qualified(names.schema, names.notifyChannel + QLatin1String("_notify"))},
        {"channel_text", literal(names.notifyChannel)},
        {"keep_execute", arrayLiteral(keepExecute)},
        {"audit_roles", historyRoles(names, keepExecute)},
        {"organization_lock", organizationLock("p_organization_id")},
        {"name_lock", nameLock("p_instance_name")},
    };
    // A name may hold anything, also what would end a body.
    QByteArray tag = "steward";
    const auto holdsTag = [&tag](const Placeholder& placeholder) {
        return placeholder.value.contains('$' + tag + '$');
    };
    while (std::any_of(m_placeholders.begin(), m_placeholders.end(), holdsTag))
        tag += 'x';
    m_placeholders.push_back({"tag", tag});
}

QByteArray GuardScript::indexName(const QByteArray& file)
{
    return "steward_" + QByteArray(file).replace('-', '_');
}

QByteArray GuardScript::filled(const QByteArray& file) const
{
    const QByteArray text = contentOf(file);
    QByteArray all;
    for (qsizetype at = 0; at < text.size();) { // in one pass: a name that looks like a placeholder stays
        const auto found = std::find_if(m_placeholders.begin(), m_placeholders.end(), [&](const Placeholder& p) {
            return QByteArrayView(text).sliced(at).startsWith('{' + p.name + '}');
        });
        if (found == m_placeholders.end()) {
            all += text.at(at++);
            continue;
        }
        all += found->value;
        at += found->name.size() + 2;
    }
    return all;
}

QByteArray GuardScript::index(const QByteArray& file, const QByteArray& name) const
{
    GuardScript named = *this;
    named.m_placeholders.push_back({"index", identifier(QString::fromUtf8(name))});
    return named.filled(file);
}

QByteArray GuardScript::part(GuardPart part) const
{
    switch (part) {
    case GuardPart::UniqueIndex:
    case GuardPart::NameIndex:
        break;
    case GuardPart::SaveFunction:
        return filled("save-function") + filled("save-function-rights");
    case GuardPart::AuditTable:
        return filled("audit-table");
    case GuardPart::Notification:
        return filled("notification");
    }
    return {}; // no statement: nothing is made of it
}

QByteArray GuardScript::whole() const
{
    const auto heading = [](GuardPart part) { return "\n-- " + guardPartTitle(part).toUtf8() + ".\n"; };
    QByteArray all = "-- " +
                     ScriptText::tr("Steward's guards, for the owner of the tables to run with psql. Each part "
                                    "stands by itself.")
                         .toUtf8() +
                     '\n';
    all += heading(GuardPart::UniqueIndex) + index("unique-index", indexName("unique-index"));
    all += heading(GuardPart::NameIndex) + index("name-index", indexName("name-index")) +
           index("legacy-name-index", indexName("legacy-name-index"));
    for (const GuardPart transactional : {GuardPart::SaveFunction, GuardPart::AuditTable})
        all += heading(transactional) + "BEGIN;\n" + part(transactional) + "COMMIT;\n";
    return all + heading(GuardPart::Notification) + commented("BEGIN;\n" + part(GuardPart::Notification) + "COMMIT;");
}

QByteArray GuardScript::organizationLock(const QByteArray& uuid)
{
    return "pg_catalog.hashtextextended('steward:organization:' || " + uuid + "::pg_catalog.text, 0)";
}

QByteArray GuardScript::nameLock(const QByteArray& text)
{
    return "pg_catalog.hashtextextended('steward:name:' || " + text + ", 0)";
}

QByteArray GuardScript::historyRoles(const StoreNames& names, const QStringList& keepExecute)
{
    const QByteArray text = "::pg_catalog.text";
    const auto isNamed = [&](const QByteArray& schema, const QString& schemaName, const QByteArray& name,
                             const QString& wanted) {
        return schema + text + " = " + literal(schemaName) + " AND " + name + text + " = " + literal(wanted);
    };
    return "SELECT r.rolname, r.oid FROM pg_catalog.pg_roles r WHERE r.rolname NOT IN ('anon', 'authenticated') AND "
           "NOT pg_catalog.starts_with(r.rolname, 'pg_') AND NOT EXISTS (SELECT FROM pg_catalog.pg_class c JOIN "
           "pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.relowner = r.oid AND " +
           isNamed("n.nspname", names.schema, "c.relname", names.auditTable) + ") AND (r.rolname" + text + " = ANY (" +
           arrayLiteral(keepExecute) + "::pg_catalog.text[]) OR EXISTS (SELECT FROM pg_catalog.pg_class c JOIN " +
           "pg_catalog.pg_namespace n ON n.oid = c.relnamespace, pg_catalog.aclexplode(c.relacl) a WHERE " +
           isNamed("n.nspname", names.schema, "c.relname", names.integrationsTable) +
           " AND a.privilege_type = 'INSERT' AND a.grantee = r.oid) OR EXISTS (SELECT FROM pg_catalog.pg_class c JOIN "
           "pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.relowner = r.oid AND " +
           isNamed("n.nspname", names.schema, "c.relname", names.integrationsTable) +
           ") OR EXISTS (SELECT FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace, "
           "pg_catalog.aclexplode(p.proacl) a WHERE " +
           isNamed("n.nspname", names.functionSchema, "p.proname", names.saveFunction) +
           " AND p.proargtypes = '2950 25 25 25'::pg_catalog.oidvector AND a.privilege_type = 'EXECUTE' AND a.grantee "
           "= r.oid))";
}

QByteArray GuardScript::identifier(const QString& name)
{
    return '"' + name.toUtf8().replace('"', "\"\"") + '"';
}

QByteArray GuardScript::literal(const QString& text)
{
    return "E'" + text.toUtf8().replace('\\', "\\\\").replace('\'', "''") + '\'';
}

} // namespace steward
