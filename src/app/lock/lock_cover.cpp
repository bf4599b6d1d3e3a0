#include "app/lock/lock_cover.h"

#include "app/components/icon_disc.h"
#include "app/components/text_label.h"
#include "app/style/button_painting.h"
#include "app/style/plain_text.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace steward {
namespace {

constexpr int coverWidth = 360;
constexpr qreal coverDisc = 52;
constexpr qreal coverIcon = 24;

} // namespace

LockCover::LockCover(QWidget* parent)
    : QWidget(parent)
    , m_disc(new IconDisc)
    , m_title(new TextLabel({}, TextSize::Page, QFont::DemiBold))
    , m_words(new TextLabel({}, TextSize::Body, QFont::Normal, &Tokens::quiet))
    , m_trouble(new TextLabel({}, TextSize::Body, QFont::Normal, &Tokens::bad))
    , m_key(new QLineEdit)
    , m_unlock(new QPushButton)
{
    setObjectName(QStringLiteral("lockCover"));
    m_trouble->setObjectName(QStringLiteral("lockTrouble"));
    m_key->setObjectName(QStringLiteral("lockKey"));
    m_unlock->setObjectName(QStringLiteral("unlock"));
    m_disc->setLook(Icon::Lock, coverDisc, coverIcon, &Tokens::quietSoft, &Tokens::text2);
    m_key->setEchoMode(QLineEdit::Password);
    m_key->hide();
    m_trouble->hide();
    setButtonKind(*m_unlock, ButtonKind::Primary);
    setButtonSize(*m_unlock, ButtonSize::Large);
    auto* column = new QVBoxLayout(this);
    column->setSpacing(scaled(12));
    column->addStretch(1);
    column->addWidget(m_disc, 0, Qt::AlignHCenter);
    column->addWidget(m_title, 0, Qt::AlignHCenter);
    for (TextLabel* label : {m_words, m_trouble}) {
        label->setWordWrap(true);
        label->setAlignment(Qt::AlignHCenter);
        label->setFixedWidth(scaled(coverWidth));
        column->addWidget(label, 0, Qt::AlignHCenter);
    }
    m_key->setFixedWidth(scaled(coverWidth));
    column->addWidget(m_key, 0, Qt::AlignHCenter);
    column->addWidget(m_unlock, 0, Qt::AlignHCenter);
    column->addStretch(2);
    connect(m_unlock, &QPushButton::clicked, this, &LockCover::press);
    speak();
}

void LockCover::speak()
{
    m_title->setText(tr("Steward is locked"));
    m_words->setText(tr("Readings, alerts and what is under way go on."));
    m_key->setAccessibleName(tr("API key of the server"));
    m_key->setPlaceholderText(m_key->accessibleName());
    m_unlock->setText(tr("&Unlock"));
    setAccessibleName(m_title->text());
    m_unlock->setAccessibleName(tr("Unlock Steward"));
    m_unlock->setAccessibleDescription(m_words->text());
}

void LockCover::setAsking(bool isAsking)
{
    m_unlock->setEnabled(!isAsking);
    m_key->setEnabled(!isAsking);
    if (isAsking)
        m_trouble->hide();
    else
        takeFocus();
}

void LockCover::askForKey()
{
    m_key->show();
    say(tr("Enter the server's API key. No keychain keeps it."));
}

void LockCover::say(const QString& sentence)
{
    m_trouble->setText(breakable(sentence));
    m_trouble->setVisible(!sentence.isEmpty());
    m_unlock->setAccessibleDescription(sentence);
    m_key->setAccessibleDescription(sentence);
    m_key->clear();
    takeFocus();
}

void LockCover::takeFocus()
{
    (m_key->isHidden() ? static_cast<QWidget*>(m_unlock) : m_key)->setFocus(Qt::OtherFocusReason);
}

void LockCover::press()
{
    if (!m_unlock->isEnabled())
        return;
    const Secret typed = Secret::fromText(m_key->text());
    Q_EMIT unlockWanted(typed);
}

void LockCover::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        return press();
    event->accept(); // nothing below is to hear of it
}

void LockCover::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        speak();
}

void LockCover::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), Tokens::of(palette()).win);
}

} // namespace steward
