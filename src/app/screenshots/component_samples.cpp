#include "app/screenshots/component_samples.h"

#include "app/components/text_label.h"
#include "app/style/button_painting.h"
#include "app/style/painting.h"
#include "app/style/shapes.h"

#include <QCheckBox>
#include <QPainterPath>
#include <QVBoxLayout>

namespace steward {
namespace {

constexpr qreal dialogRadius = 10;

} // namespace

SampleButton::SampleButton(const QString& text, QStyle::State state)
    : QPushButton(text)
    , m_state(state)
{
}

void SampleButton::initStyleOption(QStyleOptionButton* option) const
{
    QPushButton::initStyleOption(option);
    option->state |= m_state;
}

SampleField::SampleField(const QString& text, QStyle::State state)
    : QLineEdit(text)
    , m_state(state)
{
    setAccessibleName(text);
}

void SampleField::initStyleOption(QStyleOptionFrame* option) const
{
    QLineEdit::initStyleOption(option);
    option->state |= m_state;
}

SampleColor::SampleColor(const QString& name, QColor Tokens::*fill, QColor Tokens::*text)
    : m_name(name)
    , m_fill(fill)
    , m_text(text)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize SampleColor::sizeHint() const
{
    return {scaled(48), scaled(36)};
}

void SampleColor::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& tokens = Tokens::of(palette());
    paintBox(painter, rect(), controlRadius, tokens.*m_fill, tokens.line);
    painter.setFont(textFont(TextSize::Label, QFont::Medium));
    painter.setPen(tokens.*m_text);
    painter.drawText(rect(), Qt::AlignCenter, m_name);
}

SampleShape::SampleShape(const Mark& mark)
    : m_mark(mark)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize SampleShape::sizeHint() const
{
    return {scaled(16), scaled(16)};
}

void SampleShape::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const qreal side = scaledF(m_mark.shape == MarkShape::Done ? 16 : 14);
    paintShape(painter, QRectF(0, (height() - side) / 2, side, side), m_mark, Tokens::of(palette()).tone(m_mark.tone));
}

SampleDialog::SampleDialog()
    : m_foot(new QWidget(this))
{
    auto* parts = new QVBoxLayout(this);
    parts->setContentsMargins(1, 1, 1, 1);
    parts->setSpacing(0);
    auto* asked = new QVBoxLayout;
    asked->setContentsMargins(scaled(16), scaled(16), scaled(16), scaled(16));
    asked->setSpacing(scaled(2));
    asked->addWidget(new TextLabel(tr("Password for Clinics Brazil"), TextSize::Section, QFont::DemiBold));
    asked->addWidget(
        new TextLabel(tr("The keychain has none for the database."), TextSize::Body, QFont::Normal, &Tokens::quiet));
    auto* field = new SampleField(QStringLiteral("1234567890"), QStyle::State_HasFocus);
    field->setEchoMode(QLineEdit::Password);
    field->setAccessibleName(tr("Password"));
    asked->addSpacing(scaled(8));
    asked->addWidget(field);
    auto* keep = new QCheckBox(tr("Keep it in the keychain"));
    keep->setChecked(true);
    asked->addSpacing(scaled(8));
    asked->addWidget(keep);
    parts->addLayout(asked);
    auto* buttons = new QHBoxLayout(m_foot);
    buttons->setContentsMargins(scaled(16), scaled(12), scaled(16), scaled(12));
    buttons->setSpacing(scaled(8));
    buttons->addStretch(1);
    auto* cancel = new QPushButton(tr("Cancel"));
    setButtonKind(*cancel, ButtonKind::Ghost);
    auto* connectButton = new QPushButton(tr("Connect"));
    setButtonKind(*connectButton, ButtonKind::Primary);
    buttons->addWidget(cancel);
    buttons->addWidget(connectButton);
    parts->addWidget(m_foot);
}

void SampleDialog::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& tokens = Tokens::of(palette());
    QPainterPath shape;
    shape.addRoundedRect(rect(), scaledF(dialogRadius), scaledF(dialogRadius));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setClipPath(shape);
    painter.fillRect(rect(), tokens.surface);
    painter.fillRect(m_foot->geometry().adjusted(-1, 0, 1, 1), tokens.side);
    painter.fillRect(QRect(0, m_foot->geometry().top(), width(), 1), tokens.line);
    painter.setClipping(false);
    paintBox(painter, rect(), dialogRadius, Qt::transparent, tokens.line2);
}

} // namespace steward
