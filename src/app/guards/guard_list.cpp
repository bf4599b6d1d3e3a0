#include "app/guards/guard_list.h"

#include "app/components/text_label.h"
#include "app/style/button_painting.h"
#include "app/style/icons.h"
#include "app/style/painted_widget.h"
#include "app/style/painting.h"
#include "app/style/plain_text.h"
#include "app/style/shapes.h"

#include <QHBoxLayout>
#include <QPushButton>

#include <memory>

namespace steward {
namespace {

constexpr qreal rowSide = 16;
constexpr qreal rowAbove = 12;
constexpr qreal rowShape = 14;
constexpr qreal rowGap = 14;

/// Where shape or icon stands, in the middle of the height.
QRectF markPlace(const QWidget& row, qreal side)
{
    QRectF place(scaledF(rowSide), 0, scaledF(side), scaledF(side));
    place.moveTop((row.height() - place.height()) / 2);
    return placedIn(row.rect(), place, row.layoutDirection());
}

QHBoxLayout* rowIn(QWidget& row)
{
    auto* parts = new QHBoxLayout(&row);
    parts->setContentsMargins(
        readingMargins(scaled(rowSide + rowShape + rowGap), scaled(rowAbove), scaled(rowSide), scaled(rowAbove)));
    parts->setSpacing(scaled(rowGap));
    return parts;
}

class GuardRow final : public PaintedWidget {
public:
    GuardRow(const GuardLine& line, bool isFirst)
        : m_mark(line.mark)
        , m_isFirst(isFirst)
    {
        QHBoxLayout* parts = rowIn(*this);
        auto* words = new QVBoxLayout;
        words->setSpacing(0);
        auto* heading = new QHBoxLayout;
        heading->setSpacing(scaled(4));
        heading->addWidget(new TextLabel(line.title, TextSize::Body, QFont::Medium));
        if (!line.aside.isEmpty())
            heading->addWidget(new TextLabel(line.aside, TextSize::Body, QFont::Normal, &Tokens::quiet));
        heading->addStretch(1);
        words->addLayout(heading);
        for (const QString& note : line.notes) {
            auto* label = new TextLabel(breakable(note), TextSize::Body, QFont::Normal, &Tokens::quiet);
            label->setWordWrap(true);
            words->addWidget(label);
        }
        parts->addLayout(words, 1);
        parts->addWidget(new PillLabel(line.pill));
        setAccessibleName(line.title + QStringLiteral(": ") + line.pill.text);
        setAccessibleDescription(QStringList{line.notes + QStringList{line.hint}}.join(QLatin1Char(' ')));
        setToolTip(line.hint.isEmpty() ? QString() : escapedToolTip(line.hint));
    }

protected:
    void paint(QPainter& painter, const Tokens& tokens) const override
    {
        if (!m_isFirst)
            painter.fillRect(QRect(0, 0, width(), 1), tokens.line);
        paintShape(painter, markPlace(*this, rowShape), m_mark, tokens.tone(m_mark.tone));
    }

private:
    const Mark m_mark;
    const bool m_isFirst;
};

/// What holds a guard back.
class HeldRow final : public PaintedWidget {
public:
    HeldRow()
    {
        rowIn(*this)->setContentsMargins(
            readingMargins(scaled(rowSide + rowShape + rowGap), scaled(9), scaled(13), scaled(9)));
    }

protected:
    void paint(QPainter& painter, const Tokens& tokens) const override
    {
        painter.fillRect(rect(), tokens.soft(Tone::Error));
        painter.fillRect(QRect(0, 0, width(), 1), tokens.softLine(Tone::Error));
        paintIcon(painter, markPlace(*this, 16), Icon::Copy, tokens.tone(Tone::Error));
    }
};

} // namespace

GuardList::GuardList(QWidget* parent)
    : QWidget(parent)
    , m_rows(new QVBoxLayout(this))
{
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(0);
}

void GuardList::setLines(const std::vector<GuardLine>& lines)
{
    m_lines = lines;
    build();
}

void GuardList::setHeld(const QString& what, const QString& sentence, bool mayCleanUp)
{
    m_heldWhat = what;
    m_heldSentence = sentence;
    m_mayCleanUp = mayCleanUp;
    build();
}

void GuardList::build()
{
    while (const std::unique_ptr<QLayoutItem> item{m_rows->takeAt(0)})
        delete item->widget();
    for (size_t place = 0; place < m_lines.size(); ++place) {
        m_rows->addWidget(new GuardRow(m_lines[place], place == 0));
        if (place > 0 || m_heldWhat.isEmpty())
            continue;
        auto* held = new HeldRow;
        auto* words = new QVBoxLayout;
        words->setSpacing(0);
        auto* what = new TextLabel(breakable(m_heldWhat), TextSize::Body, QFont::DemiBold);
        auto* sentence = new TextLabel(breakable(m_heldSentence));
        sentence->setObjectName(QStringLiteral("heldBack"));
        for (TextLabel* label : {what, sentence}) {
            label->setWordWrap(true);
            words->addWidget(label);
        }
        auto* parts = qobject_cast<QHBoxLayout*>(held->layout());
        parts->addLayout(words, 1);
        auto* button = new QPushButton(tr("Clean &up…"));
        button->setObjectName(QStringLiteral("cleanUp"));
        button->setAccessibleName(tr("Clean up the duplicates"));
        setButtonSize(*button, ButtonSize::Small);
        connect(button, &QPushButton::clicked, this, &GuardList::cleanUpWanted);
        parts->addWidget(button);
        if (!m_mayCleanUp)
            button->hide();
        m_rows->addWidget(held);
    }
}

} // namespace steward
