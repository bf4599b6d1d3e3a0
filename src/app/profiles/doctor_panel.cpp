#include "app/profiles/doctor_panel.h"

#include "app/components/text_label.h"
#include "app/style/appearance.h"
#include "app/style/button_painting.h"
#include "app/style/icons.h"
#include "app/style/plain_text.h"
#include "wording/value_titles.h"

#include <QClipboard>
#include <QGridLayout>
#include <QGuiApplication>
#include <QPushButton>

#include <memory>

namespace steward {
namespace {

Mark stateMark(CheckState state)
{
    switch (state) {
    case CheckState::Ok:
        return {MarkShape::Done, Tone::Good};
    case CheckState::Warning:
        return {MarkShape::Diamond, Tone::Warning};
    case CheckState::Failed:
        return {MarkShape::Triangle, Tone::Error};
    case CheckState::Skipped:
        return {MarkShape::Dash, Tone::Quiet};
    }
    return {MarkShape::Question, Tone::Warning};
}

bool isTrouble(const Check& check)
{
    return check.state == CheckState::Warning || check.state == CheckState::Failed;
}

} // namespace

DoctorPanel::DoctorPanel(QWidget* parent)
    : QWidget(parent)
    , m_lines(new QGridLayout(this))
{
    m_lines->setContentsMargins(scaled(16), scaled(16), scaled(16), scaled(16));
    m_lines->setHorizontalSpacing(scaled(12));
    m_lines->setVerticalSpacing(scaled(10));
    m_lines->setColumnStretch(1, 1);
    setAccessibleName(tr("What the test found"));
}

void DoctorPanel::clear()
{
    while (const std::unique_ptr<QLayoutItem> item{m_lines->takeAt(0)})
        delete item->widget();
    for (int row = 0; row < m_lines->rowCount(); ++row)
        m_lines->setRowStretch(row, 0);
}

void DoctorPanel::setUnknown(Store store, bool isRunning)
{
    clear();
    for (const CheckId id : checksOf(store)) {
        addLine(
            {isRunning ? MarkShape::Working : MarkShape::Dash, isRunning ? Tone::Busy : Tone::Quiet}, checkTitle(id),
            {isRunning ? tr("Testing…") : tr("Not checked yet")}, true);
    }
    m_lines->setRowStretch(m_lines->rowCount(), 1);
}

void DoctorPanel::setDiagnosis(const StoreDiagnosis& diagnosis)
{
    clear();
    for (const Check& check : diagnosis.checks)
        addCheck(check, diagnosis);
    m_lines->setRowStretch(m_lines->rowCount(), 1);
}

void DoctorPanel::addCheck(const Check& check, const StoreDiagnosis& diagnosis)
{
    const bool isSkipped = check.state == CheckState::Skipped;
    QStringList sentences{isSkipped && check.said.isEmpty() ? tr("Not checked") : check.said};
    for (const QString& advice : {check.cause, check.cure}) {
        if (!advice.isEmpty() && !check.said.contains(advice))
            sentences << advice;
    }
    addLine(stateMark(check.state), checkTitle(check.id), sentences, isSkipped);
    if (!isTrouble(check))
        return;
    auto* copy = new QPushButton(tr("Copy for support"), this);
    copy->setIcon(makeIcon(Icon::Copy));
    //: What a button does: %1 is what was checked, such as "Encryption"
    copy->setAccessibleName(tr("Copy for support: %1").arg(checkTitle(check.id)));
    setButtonSize(*copy, ButtonSize::Small);
    connect(copy, &QPushButton::clicked, this, [text = supportText(diagnosis)] {
        QGuiApplication::clipboard()->setText(text);
    });
    m_lines->addWidget(copy, m_lines->rowCount(), 1, Qt::AlignLeft);
}

void DoctorPanel::addLine(const Mark& mark, const QString& title, const QStringList& sentences, bool isQuiet)
{
    const int line = m_lines->rowCount();
    auto* shape = new QLabel(this);
    const int side = scaled(14);
    shape->setTextFormat(Qt::PlainText);
    shape->setPixmap(shapeIcon(mark, palette()).pixmap(QSize(side, side), devicePixelRatioF()));
    m_lines->addWidget(shape, line, 0, Qt::AlignTop);
    auto* words = new QWidget(this);
    auto* column = new QVBoxLayout(words);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    QColor Tokens::*color = isQuiet ? &Tokens::quiet : &Tokens::text;
    column->addWidget(new TextLabel(title, TextSize::Body, QFont::Medium, color, words));
    for (const QString& sentence : sentences) {
        auto* label = new TextLabel(breakable(sentence), TextSize::Body, QFont::Normal, color, words);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        column->addWidget(label);
    }
    m_lines->addWidget(words, line, 1);
}

QString supportText(const StoreDiagnosis& diagnosis)
{
    QStringList lines;
    for (const Check& check : diagnosis.checks) {
        lines << checkWord(check.id) + QStringLiteral(": ") + checkStateWord(check.state);
        for (const QString& more : {check.said, check.details, check.cause, check.cure}) {
            if (!more.isEmpty())
                lines << QStringLiteral("  ") + more;
        }
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace steward
