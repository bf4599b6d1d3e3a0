#include "app/creation/organization_choices.h"

#include "app/style/appearance.h"

#include <QCompleter>
#include <QGuiApplication>
#include <QLineEdit>

#include <algorithm>

namespace steward {

void OrganizationChoices::setIndex(std::shared_ptr<const AuditIndex> index)
{
    beginResetModel();
    m_index = std::move(index);
    m_choices.clear();
    m_names.clear();
    for (const OrganizationSummary& summary : m_index->organizations()) {
        if (summary.id.isNull())
            continue;
        m_choices.push_back(&summary);
        ++m_names[summary.name.toLower()];
    }
    endResetModel();
}

void OrganizationChoices::offerIn(QLineEdit& field)
{
    auto* completer = new QCompleter(this, &field);
    completer->setCompletionRole(Qt::EditRole);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    completer->setMaxVisibleItems(12);
    field.setCompleter(completer);
}

std::optional<OrganizationId> OrganizationChoices::find(const QString& typed) const
{
    const QString text = typed.trimmed();
    if (const OrganizationId id = OrganizationId::fromString(text); !id.isNull())
        return id;
    const auto found =
        std::find_if(m_choices.begin(), m_choices.end(), [this, &text](const OrganizationSummary* summary) {
            return textOf(*summary).compare(text, Qt::CaseInsensitive) == 0;
        });
    return found == m_choices.end() ? std::nullopt : std::optional((*found)->id);
}

QString OrganizationChoices::textOf(const OrganizationId& organization) const
{
    for (const OrganizationSummary* summary : m_choices) {
        if (summary->id == organization)
            return textOf(*summary);
    }
    return organization.toString();
}

QString OrganizationChoices::standingOf(const OrganizationId& organization) const
{
    for (const OrganizationSummary* summary : m_choices) {
        if (summary->id == organization)
            return standingText(*summary);
    }
    return {};
}

QString OrganizationChoices::textOf(const OrganizationSummary& summary) const
{
    if (m_names.value(summary.name.toLower()) == 1)
        return summary.name;
    return summary.name + QStringLiteral(" · ") + summary.id.toString();
}

QString OrganizationChoices::standingText(const OrganizationSummary& summary)
{
    if (summary.instances > 0)
        return tr("has %n instance(s) already", nullptr, static_cast<int>(summary.instances));
    return summary.rows > 0 ? tr("has a row already, without an instance") : QString();
}

int OrganizationChoices::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_choices.size());
}

QVariant OrganizationChoices::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const OrganizationSummary& summary = *m_choices[static_cast<size_t>(index.row())];
    const QString standing = standingText(summary);
    switch (role) {
    case Qt::EditRole:
        return textOf(summary);
    case Qt::DisplayRole:
        return standing.isEmpty() ? textOf(summary) : textOf(summary) + QStringLiteral("  –  ") + standing;
    case Qt::DecorationRole:
        return shapeIcon(
            standing.isEmpty() ? Mark{MarkShape::Ring, Tone::Quiet} : Mark{MarkShape::Dot, Tone::Warning},
            QGuiApplication::palette());
    default:
        return {};
    }
}

} // namespace steward
