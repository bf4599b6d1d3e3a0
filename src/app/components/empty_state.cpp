#include "app/components/empty_state.h"

#include "app/components/icon_disc.h"
#include "app/components/key_cap.h"
#include "app/components/text_label.h"
#include "app/style/painting.h"
#include "app/style/plain_text.h"

#include <QHBoxLayout>
#include <QPushButton>

#include <algorithm>
#include <vector>

namespace steward {
namespace {

constexpr qreal emptyDisc = 52;
constexpr qreal emptyIcon = 24;
constexpr qreal emptyWidth = 420; ///< of the sentence
constexpr qreal emptyMargin = 16;
constexpr qreal keyGap = 6;

/// Keys in their boxes, and words between them.
class DrawnKeys final : public QWidget {
public:
    DrawnKeys(const QString& keys, QWidget* parent)
        : QWidget(parent)
    {
        for (const QString& part : keys.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
            const bool isKey = part.startsWith(QLatin1Char('[')) && part.endsWith(QLatin1Char(']'));
            if (!isKey && !m_parts.empty() && !m_parts.back().isKey)
                m_parts.back().text += QLatin1Char(' ') + part;
            else
                m_parts.push_back({isKey ? part.mid(1, part.size() - 2) : part, isKey});
        }
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
        setAccessibleName(QString(keys).remove(QLatin1Char('[')).remove(QLatin1Char(']')));
    }
    QSize sizeHint() const override
    {
        qreal width = -scaledF(keyGap);
        for (const Part& part : m_parts)
            width += widthOf(part) + scaledF(keyGap);
        return {qCeil(width), scaled(20)};
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        QRectF place(rect());
        for (const Part& part : m_parts) {
            place.setWidth(widthOf(part));
            const QRectF seen = placedIn(rect(), place, layoutDirection());
            if (part.isKey) {
                paintKeyCap(painter, seen, part.text, palette(), layoutDirection() == Qt::RightToLeft);
            } else {
                painter.setFont(textFont(TextSize::Body));
                painter.setPen(Tokens::of(palette()).quiet);
                painter.drawText(seen, Qt::AlignCenter | Qt::TextSingleLine, part.text);
            }
            place.moveLeft(place.right() + scaledF(keyGap));
        }
    }

private:
    struct Part {
        QString text;
        bool isKey;
    };
    static qreal widthOf(const Part& part)
    {
        return part.isKey ? keyCapSize(part.text).width()
                          : QFontMetricsF(textFont(TextSize::Body)).horizontalAdvance(part.text) + 1;
    }

    std::vector<Part> m_parts;
};

} // namespace

EmptyState::EmptyState(QWidget* parent)
    : QWidget(parent)
    , m_disc(new IconDisc(this))
    , m_title(new TextLabel({}, TextSize::Section, QFont::DemiBold, &Tokens::text, this))
    , m_sentence(new TextLabel({}, TextSize::Body, QFont::Normal, &Tokens::text2, this))
    , m_column(new QVBoxLayout(this))
    , m_buttons(new QHBoxLayout)
{
    setMinimumWidth(scaled(160)); // what it says wraps
    m_column->setSpacing(scaled(4));
    m_column->addStretch(2);
    m_column->addWidget(m_disc, 0, Qt::AlignHCenter);
    m_column->addSpacing(scaled(12));
    for (TextLabel* words : {m_title, m_sentence}) {
        words->setWordWrap(true);
        words->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
        words->setFixedWidth(scaled(emptyWidth));
        m_column->addWidget(words, 0, Qt::AlignHCenter);
    }
    m_column->addSpacing(scaled(12));
    m_buttons->setSpacing(scaled(8));
    m_buttons->addStretch(1);
    m_buttons->addStretch(1);
    m_column->addLayout(m_buttons);
    m_column->addStretch(3);
}

EmptyState::EmptyState(Icon icon, const QString& title, const QString& sentence, QWidget* parent)
    : EmptyState(parent)
{
    setWords(icon, Look::Quiet, title, sentence);
}

void EmptyState::setWords(Icon icon, Look look, const QString& title, const QString& sentence)
{
    const bool isQuiet = look == Look::Quiet;
    const bool isGood = look == Look::Good;
    m_disc->setLook(
        icon, emptyDisc, emptyIcon,
        isQuiet  ? &Tokens::quietSoft
        : isGood ? &Tokens::goodSoft
                 : &Tokens::selection,
        isQuiet  ? &Tokens::text2
        : isGood ? &Tokens::good
                 : &Tokens::accentText);
    m_title->setText(breakable(title));
    setSentence(sentence);
    fitWords();
}

void EmptyState::setSentence(const QString& sentence)
{
    m_sentence->setText(breakable(sentence));
    m_sentence->setVisible(!sentence.isEmpty());
    fitWords();
}

void EmptyState::addButton(QPushButton* button)
{
    m_buttons->insertWidget(m_buttons->count() - 1, button);
}

void EmptyState::setKeys(const QString& keys)
{
    m_column->insertWidget(m_column->count() - 1, new DrawnKeys(keys, this), 0, Qt::AlignHCenter);
}

void EmptyState::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitWords();
}

/// Their height is said too: the layout would ask for it at its own width, which has room for more in a line.
void EmptyState::fitWords()
{
    const int room = std::min(scaled(emptyWidth), width() - 2 * scaled(emptyMargin));
    if (room < 1)
        return;
    for (TextLabel* words : {m_title, m_sentence}) {
        words->setFixedWidth(room);
        words->setMinimumHeight(0);                                        // it counts in what it is asked for
        words->setMinimumHeight(std::max(words->heightForWidth(room), 0)); // -1 of a line without words
    }
}

} // namespace steward
