#include "app/components/empty_state.h"

#include "app/components/icon_disc.h"
#include "app/components/text_label.h"

#include <QHBoxLayout>
#include <QPushButton>

namespace steward {
namespace {

constexpr qreal emptyDisc = 52;
constexpr qreal emptyIcon = 24;
constexpr qreal emptyWidth = 420; ///< of the sentence

} // namespace

EmptyState::EmptyState(Icon icon, const QString& title, const QString& sentence, QWidget* parent)
    : QWidget(parent)
    , m_sentence(new TextLabel(sentence, TextSize::Body, QFont::Normal, &Tokens::text2, this))
    , m_buttons(new QHBoxLayout)
{
    auto* column = new QVBoxLayout(this);
    column->setSpacing(scaled(4));
    column->addStretch(2);
    auto* disc = new IconDisc(this);
    disc->setLook(icon, emptyDisc, emptyIcon, &Tokens::quietSoft, &Tokens::text2);
    column->addWidget(disc, 0, Qt::AlignHCenter);
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
