#include "app/table/organization_choices.h"

#include "app/style/appearance.h"
#include "domain/query/row_text.h"

#include <QCompleter>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLineEdit>

#include <algorithm>

namespace steward {

void OrganizationChoices::setIndex(std::shared_ptr<const AuditIndex> index)
{
    m_offered.clear();
    m_index = std::move(index);
    m_choices.clear();
    m_names.clear();
    for (const OrganizationSummary& summary : m_index->organizations()) {
        if (summary.id.isNull())
            continue;
        m_choices.push_back({&summary, foldedText(summary.name)});
        ++m_names[summary.name.toLower()];
    }
    filter(m_typed);
}

QList<QByteArray> OrganizationChoices::wordsOf(const QString& typed)
{
    return foldedText(typed).simplified().split(' ');
}

bool OrganizationChoices::hasAll(const Choice& choice, const QList<QByteArray>& words)
{
    return std::ranges::all_of(words, [&choice](const QByteArray& word) { return choice.folded.contains(word); });
}

void OrganizationChoices::filter(const QString& typed)
{
    beginResetModel();
    m_typed = typed;
    m_offered.clear();
    const QList<QByteArray> words = wordsOf(typed);
    for (const Choice& choice : m_choices) {
        if (hasAll(choice, words))
            m_offered.push_back(choice.summary);
    }
    // What begins so is meant first.
    std::ranges::stable_partition(
        m_offered, [&](const OrganizationSummary* one) { return foldedText(one->name).startsWith(words.front()); });
    endResetModel();
}

void OrganizationChoices::offerIn(QLineEdit& field)
{
    auto* completer = new QCompleter(this, &field);
    completer->setCompletionRole(Qt::EditRole);
    completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion); // filter() knows better
    completer->setMaxVisibleItems(12);
    field.setCompleter(completer);
    connect(&field, &QLineEdit::textEdited, this, &OrganizationChoices::filter);
    field.installEventFilter(this);
}

/// Who does not know how a name begins looks through them: Down, or a click into the empty field.
bool OrganizationChoices::eventFilter(QObject* watched, QEvent* event)
{
    auto* field = qobject_cast<QLineEdit*>(watched);
    const bool isDown =
        event->type() == QEvent::KeyPress && static_cast<const QKeyEvent*>(event)->key() == Qt::Key_Down;
    const bool isClick = event->type() == QEvent::MouseButtonRelease && field && field->text().isEmpty();
    if (!field || !field->isEnabled() || field->isReadOnly() || (!isDown && !isClick))
        return QAbstractListModel::eventFilter(watched, event);
    filter(field->text());
    field->completer()->complete();
    return isDown;
}

bool OrganizationChoices::offers(const QString& typed) const
{
    const QList<QByteArray> words = wordsOf(typed);
    return typed.trimmed().isEmpty() ||
           std::ranges::any_of(m_choices, [&words](const Choice& choice) { return hasAll(choice, words); });
}

std::optional<OrganizationId> OrganizationChoices::firstOffered() const
{
    return m_offered.empty() ? std::nullopt : std::optional(m_offered.front()->id);
}

std::optional<OrganizationId> OrganizationChoices::find(const QString& typed) const
{
    const QString text = typed.trimmed();
    if (const OrganizationId id = OrganizationId::fromString(text); !id.isNull())
        return id;
    const auto found = std::ranges::find_if(m_choices, [this, &text](const Choice& choice) {
        return textOf(*choice.summary).compare(text, Qt::CaseInsensitive) == 0;
    });
    return found == m_choices.end() ? std::nullopt : std::optional(found->summary->id);
}

QString OrganizationChoices::textOf(const OrganizationId& organization) const
{
    const auto found =
        std::ranges::find(m_choices, organization, [](const Choice& choice) { return choice.summary->id; });
    return found == m_choices.end() ? organization.toString() : textOf(*found->summary);
}

QString OrganizationChoices::standingOf(const OrganizationId& organization) const
{
    const auto found =
        std::ranges::find(m_choices, organization, [](const Choice& choice) { return choice.summary->id; });
    return found == m_choices.end() ? QString() : standingText(*found->summary);
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
    return parent.isValid() ? 0 : static_cast<int>(m_offered.size());
}

QVariant OrganizationChoices::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const OrganizationSummary& summary = *m_offered[static_cast<size_t>(index.row())];
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
