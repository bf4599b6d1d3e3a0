#include "app/table/audit_index.h"

#include "wording/query_words.h"
#include "workflows/read/check_questions.h"

#include <QCollator>
#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <bit>
#include <numeric>

namespace steward {
namespace {

struct IndexText {
    Q_DECLARE_TR_FUNCTIONS(steward::AuditIndex)
};

constexpr char rowEnd = '\n';

QCollator nameCollator()
{
    // The C locale compares bytes and knows neither letter case nor numbers.
    const QLocale locale;
    QCollator collator(locale.language() == QLocale::C ? QLocale(QLocale::English) : locale);
    collator.setCaseSensitivity(Qt::CaseInsensitive);
    collator.setNumericMode(true);
    return collator;
}

/// Each text's place in the order of the distinct texts.
QHash<QString, quint64> ranksOf(const QStringList& distinct)
{
    const QCollator collator = nameCollator();
    std::vector<std::pair<QCollatorSortKey, QString>> sorted;
    sorted.reserve(static_cast<size_t>(distinct.size()));
    for (const QString& text : distinct)
        sorted.emplace_back(collator.sortKey(text), text);
    std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    QHash<QString, quint64> ranks;
    ranks.reserve(distinct.size());
    for (size_t rank = 0; rank < sorted.size(); ++rank)
        ranks.insert(sorted[rank].second, rank);
    return ranks;
}

/// Ranks a text column: texts in order, rows without one last.
template<class TextOf>
void rankTexts(const std::vector<AuditRow>& rows, std::vector<quint64>& keys, TextOf textOf)
{
    QHash<QString, quint64> distinct;
    for (const AuditRow& row : rows) {
        if (const QString text = textOf(row); !text.isNull())
            distinct.insert(text, 0);
    }
    distinct = ranksOf(distinct.keys());
    keys.reserve(rows.size());
    for (const AuditRow& row : rows) {
        const QString text = textOf(row);
        keys.push_back(text.isNull() ? ~quint64(0) : distinct.value(text));
    }
}

} // namespace

AuditIndex::AuditIndex(std::shared_ptr<const Audit> audit)
    : m_audit(std::move(audit))
{
    for (int index = 0; index < rowCount(); ++index) {
        if (row(index).kind != RowKind::Instance)
            m_unnamed.insert(row(index).identity(), index);
    }
    buildKeys();
    buildSearch();
    buildFacts();
    buildOrganizations();
    m_oldestAnswer = steward::oldestAnswer(*m_audit);
}

int AuditIndex::rowOf(const QByteArray& identity) const
{
    static const QByteArray named = QByteArrayLiteral("name:");
    if (!identity.startsWith(named))
        return m_unnamed.value(identity, -1);
    const AuditRow* row = m_audit->find(InstanceName::fromUtf8(identity.mid(named.size())));
    return row ? static_cast<int>(row - m_audit->rows().data()) : -1;
}

void AuditIndex::buildKeys()
{
    const std::vector<AuditRow>& rows = m_audit->rows();
    for (int index = 0; index < columnCount; ++index) {
        const auto column = static_cast<Column>(index);
        std::vector<quint64>& keys = m_keys[static_cast<size_t>(index)];
        switch (orderOf(column)) {
        case ColumnOrder::Text:
            rankTexts(rows, keys, [&](const AuditRow& row) { return orderedText(row, column); });
            break;
        case ColumnOrder::Rows:
            keys.resize(rows.size());
            std::iota(keys.begin(), keys.end(), quint64(0));
            break;
        case ColumnOrder::Number:
            keys.reserve(rows.size());
            for (const AuditRow& row : rows)
                keys.push_back(numericKey(*m_audit, row, column));
            break;
        }
    }
}

/// Null where there is none: it comes last.
QString AuditIndex::orderedText(const AuditRow& row, Column column) const
{
    const bool isNone = column == Column::Organization ? row.organizationId.isNull() : !row.integration();
    return isNone ? QString() : cellText(*m_audit, row, column);
}

void AuditIndex::buildSearch()
{
    const std::vector<AuditRow>& rows = m_audit->rows();
    m_offsets.reserve(rows.size() + 1);
    m_buffer.reserve(static_cast<qsizetype>(rows.size()) * 200);
    const ProblemNames names = problemNames();
    for (const AuditRow& row : rows) {
        m_offsets.push_back(m_buffer.size());
        appendRowText(m_buffer, *m_audit, row, names);
        m_buffer += rowEnd;
    }
    m_offsets.push_back(m_buffer.size());
}

void AuditIndex::buildFacts()
{
    const Snapshot& snapshot = m_audit->snapshot();
    m_facts.reserve(m_audit->rows().size());
    m_uses.reserve(m_audit->rows().size());
    for (const AuditRow& row : m_audit->rows()) {
        m_uses.push_back(usesOf(row));
        m_facts.push_back(factsOf(row, snapshot.judgedAt.value_or(snapshot.takenAt)));
        count(m_facts.back());
    }
}

void AuditIndex::count(const RowFacts& facts)
{
    ++m_counts.all;
    m_counts.attention += (facts.problems & problemsThatMatter()) != 0 ? 1 : 0;
    m_counts.protectedOnes += facts.isProtected ? 1 : 0;
    ++m_counts.states[static_cast<size_t>(facts.state)];
    quint32 groups = 0;
    for (ProblemSet rest = facts.problems; rest != 0; rest &= rest - 1) {
        const int code = std::countr_zero(rest);
        ++m_counts.findings[static_cast<size_t>(code)];
        groups |= quint32(1) << static_cast<int>(groupOf(static_cast<FindingCode>(code)));
    }
    for (; groups != 0; groups &= groups - 1)
        ++m_counts.groups[static_cast<size_t>(std::countr_zero(groups))];
}

QByteArrayView AuditIndex::searchText(int row) const
{
    const qsizetype begin = m_offsets[static_cast<size_t>(row)];
    return QByteArrayView(m_buffer).sliced(begin, m_offsets[static_cast<size_t>(row) + 1] - begin - 1);
}

RowFacts AuditIndex::facts(int row) const
{
    RowFacts facts = m_facts[static_cast<size_t>(row)];
    facts.text = searchText(row);
    return facts;
}

int AuditIndex::organizationsOf(const std::vector<int>& rows) const
{
    std::vector<bool> isMet(m_organizations.size(), false);
    int count = 0;
    for (const int row : rows) {
        const int organization = m_organizationOf[static_cast<size_t>(row)];
        if (organization < 0 || isMet[static_cast<size_t>(organization)])
            continue;
        isMet[static_cast<size_t>(organization)] = true;
        ++count;
    }
    return count;
}

void AuditIndex::buildOrganizations()
{
    QHash<OrganizationId, size_t> places;
    const auto summaryOf = [&](const OrganizationId& id) -> OrganizationSummary& {
        const auto known = places.constFind(id);
        if (known != places.cend())
            return m_organizations[known.value()];
        places.insert(id, m_organizations.size());
        const QString name = id.isNull() ? IndexText::tr("(no organization)") : m_audit->organizationName(id);
        return m_organizations.emplace_back(OrganizationSummary{.id = id, .name = name});
    };
    if (m_audit->snapshot().database.isWhole()) {
        for (const Organization& organization : m_audit->snapshot().database->organizations)
            summaryOf(organization.id).active = organization.active;
    }
    m_organizationOf.reserve(m_audit->rows().size());
    for (const AuditRow& row : m_audit->rows()) {
        OrganizationSummary& summary = summaryOf(row.organizationId);
        m_organizationOf.push_back(
            row.organizationId.isNull() ? -1 : static_cast<int>(&summary - m_organizations.data()));
        ++summary.rows;
        summary.instances += row.server ? 1 : 0;
        if (const auto worst = row.worst())
            summary.worst = std::max(summary.worst.value_or(Severity::Info), *worst);
    }
    for (OrganizationSummary& summary : m_organizations) {
        if (!m_audit->snapshot().server.isWhole())
            summary.instances = -1; // unknown is never none
        summary.searchText = summary.name.toLower() + QLatin1Char(' ') + summary.id.toString();
    }
    std::vector<std::pair<QCollatorSortKey, OrganizationSummary>> sorted;
    sorted.reserve(m_organizations.size());
    const QCollator collator = nameCollator();
    for (OrganizationSummary& summary : m_organizations) {
        const QCollatorSortKey key = collator.sortKey(summary.name);
        sorted.emplace_back(key, std::move(summary));
    }
    std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) {
        if (a.second.id.isNull() != b.second.id.isNull())
            return b.second.id.isNull();
        return a.first < b.first;
    });
    m_organizations.clear();
    for (auto& [key, summary] : sorted)
        m_organizations.push_back(std::move(summary));
}

} // namespace steward
