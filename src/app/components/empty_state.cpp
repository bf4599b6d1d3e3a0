#include "app/components/empty_state.h"

#include "app/components/text_label.h"
#include "app/style/painting.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>

namespace steward {
namespace {

constexpr qreal emptyDisc = 52;
constexpr qreal emptyIcon = 24;
constexpr qreal emptyWidth = 420; ///< of the sentence

/// The icon on its disc.
class EmptyDisc final : public QWidget {
public:
    EmptyDisc(Icon icon, QWidget* parent)
        : QWidget(parent)
        , m_icon(icon)
    {
        setFixedSize(scaled(emptyDisc), scaled(emptyDisc));
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        const Tokens& tokens = Tokens::of(palette());
        paintBox(painter, rect(), emptyDisc / 2, tokens.quietSoft, Qt::transparent);
        QRectF square(0, 0, scaledF(emptyIcon), scaledF(emptyIcon));
        square.moveCenter(QRectF(rect()).center());
        paintIcon(painter, square, m_icon, tokens.text2);
    }

private:
    Icon m_icon;
};

} // namespace

EmptyState::EmptyState(Icon icon, const QString& title, const QString& sentence, QWidget* parent)
    : QWidget(parent)
    , m_sentence(new TextLabel(sentence, TextSize::Body, QFont::Normal, &Tokens::text2, this))
    , m_buttons(new QHBoxLayout)
{
    auto* column = new QVBoxLayout(this);
    column->setSpacing(scaled(4));
    column->addStretch(2);
    column->addWidget(new EmptyDisc(icon, this), 0, Qt::AlignHCenter);
    column->addSpacing(scaled(12));
    column->addWidget(
        new TextLabel(title, TextSize::Section, QFont::DemiBold, &Tokens::text, this), 0, Qt::AlignHCenter);
    m_sentence->setWordWrap(true);
    m_sentence->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    m_sentence->setFixedWidth(scaled(emptyWidth));
    column->addWidget(m_sentence, 0, Qt::AlignHCenter);
    column->addSpacing(scaled(12));
    m_buttons->setSpacing(scaled(8));
    m_buttons->addStretch(1);
    m_buttons->addStretch(1);
    column->addLayout(m_buttons);
    column->addStretch(3);
}

void EmptyState::setSentence(const QString& sentence)
{
    m_sentence->setText(sentence);
}

void EmptyState::addButton(QPushButton* button)
{
    m_buttons->insertWidget(m_buttons->count() - 1, button);
}

} // namespace steward
