#include "app/instances/filter_field.h"

#include "app/components/key_cap.h"
#include "app/style/field_painting.h"
#include "app/style/icons.h"
#include "app/style/painting.h"
#include "wording/query_words.h"

#include <QAbstractItemView>
#include <QAction>
#include <QCompleter>
#include <QKeyEvent>
#include <QStandardItemModel>

namespace steward {
namespace {

/// Fewer letters begin too many words of people to be taken for a field.
constexpr qsizetype leastLetters = 2;
constexpr int proposedWord = Qt::UserRole + 1;

} // namespace

FilterField::FilterField(QWidget* parent)
    : QLineEdit(parent)
    , m_completer(new QCompleter(this))
    , m_proposals(new QStandardItemModel(this))
    , m_search(addAction(makeIcon(Icon::Search, &Tokens::quiet), LeadingPosition))
{
    m_completer->setModel(m_proposals);
    m_completer->setWidget(this);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_completer->popup()->setAccessibleName(tr("What can be typed here"));
    connect(m_completer, qOverload<const QModelIndex&>(&QCompleter::activated), this, [this](const QModelIndex& index) {
        take(index.data(proposedWord).toString());
    });
    connect(this, &QLineEdit::textEdited, this, &FilterField::propose);
    connect(this, &QLineEdit::textChanged, this, [this](const QString& text) {
        const std::optional<QueryTrouble> trouble = RowQuery::fromText(text, problemNames()).trouble();
        setFieldError(*this, trouble.has_value());
        setToolTip(trouble ? sentenceOf(*trouble) : QString());
    });
}

void FilterField::setIndex(std::shared_ptr<const AuditIndex> index)
{
    m_index = std::move(index);
    m_organizations.clear();
}

const QStringList& FilterField::organizations()
{
    if (m_organizations.isEmpty() && m_index) {
        for (const OrganizationSummary& summary : m_index->organizations()) {
            if (!summary.id.isNull())
                m_organizations << summary.name;
        }
    }
    return m_organizations;
}

void FilterField::propose()
{
    const QString typed = text().left(cursorPosition());
    const QString word = typed.mid(beginOfLastWord(typed));
    m_proposals->clear();
    if (word.size() >= leastLetters) {
        for (const QueryCompletion& each : completionsFor(typed, organizations())) {
            auto* item =
                new QStandardItem(each.hint.isEmpty() ? each.word : each.word + QStringLiteral("   ") + each.hint);
            item->setData(each.word, proposedWord);
            m_proposals->appendRow(item);
        }
    }
    if (m_proposals->rowCount() == 0)
        m_completer->popup()->hide();
    else
        m_completer->complete();
}

void FilterField::take(const QString& word)
{
    const QString typed = text().left(cursorPosition());
    const QString rest = text().mid(cursorPosition());
    const bool isField = word.endsWith(QLatin1Char(':'));
    const QString started = typed.left(beginOfLastWord(typed)) + word + (isField ? QString() : QStringLiteral(" "));
    setText(started + rest);
    setCursorPosition(static_cast<int>(started.size()));
    if (isField)
        propose();
}

QString FilterField::hint() const
{
    return cursorPosition() == text().size() ? hintFor(text()) : QString();
}

void FilterField::keyPressEvent(QKeyEvent* event)
{
    const bool isProposing = m_completer->popup()->isVisible();
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isProposing && (isEnter || event->key() == Qt::Key_Tab))
        return event->ignore(); // the list's
    if (!isProposing && (isEnter || event->key() == Qt::Key_Down)) {
        Q_EMIT rowsWanted();
        return event->accept();
    }
    QLineEdit::keyPressEvent(event);
}

void FilterField::paintEvent(QPaintEvent* event)
{
    QLineEdit::paintEvent(event);
    if (text().isEmpty() && !hasFocus())
        return paintKey();
    const QString words = hint();
    if (words.isEmpty() || !hasFocus())
        return;
    QPainter painter(this);
    painter.setFont(font());
    painter.setPen(Tokens::of(palette()).quiet);
    const QRect cursor = cursorRect();
    const bool isLeft = layoutDirection() == Qt::LeftToRight;
    const QRect room = isLeft ? QRect(cursor.right() + scaled(4), 0, width() - cursor.right() - scaled(34), height())
                              : QRect(scaled(30), 0, cursor.left() - scaled(34), height());
    painter.drawText(
        room, Qt::AlignVCenter | Qt::TextSingleLine | (isLeft ? Qt::AlignLeft : Qt::AlignRight),
        fontMetrics().elidedText(words, Qt::ElideRight, room.width()));
}

/// The key that leads here, where there is room behind what the field is for.
void FilterField::paintKey()
{
    const QString key = keyCapText(QKeySequence(Qt::CTRL | Qt::Key_F));
    const QRect room = rect().adjusted(scaled(10), 0, -scaled(10), 0);
    if (scaled(28) + fontMetrics().horizontalAdvance(placeholderText()) + keyCapSize(key).width() > room.width())
        return;
    QPainter painter(this);
    paintKeyCap(painter, room, key, palette(), layoutDirection() == Qt::RightToLeft);
}

void FilterField::changeEvent(QEvent* event)
{
    QLineEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        m_search->setIcon(makeIcon(Icon::Search, &Tokens::quiet));
}

} // namespace steward
