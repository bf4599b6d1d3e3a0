#include "app/profiles/doctor_panel.h"

#include "app/style/appearance.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>

#include <memory>

namespace steward {
namespace {

Mark stateMark(CheckState state)
{
    switch (state) {
    case CheckState::Ok:
        return {MarkShape::Dot, Tone::Good};
    case CheckState::Warning:
        return {MarkShape::Diamond, Tone::Warning};
    case CheckState::Failed:
        return {MarkShape::Triangle, Tone::Error};
    case CheckState::Skipped:
        return {MarkShape::Dash, Tone::Quiet};
    }
    return {MarkShape::Question, Tone::Warning};
}

} // namespace

DoctorPanel::DoctorPanel(QWidget* parent)
    : QWidget(parent)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    auto* row = new QHBoxLayout;
    m_test = new QPushButton(tr("&Test the Connection"), this);
    m_summary = new QLabel(this);
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setWordWrap(true);
    row->addWidget(m_test);
    row->addWidget(m_summary, 1);
    column->addLayout(row);
    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::StyledPanel);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setAccessibleName(tr("What the test found"));
    m_checks = new QWidget(scroll);
    m_checks->setBackgroundRole(QPalette::Base);
    m_lines = new QGridLayout(m_checks);
    m_lines->setVerticalSpacing(2);
    m_lines->setHorizontalSpacing(8);
    m_lines->setColumnStretch(2, 1);
    scroll->setWidget(m_checks);
    column->addWidget(scroll, 1);
    connect(m_test, &QPushButton::clicked, this, &DoctorPanel::testWanted);
}

void DoctorPanel::setStore(Store store)
{
    switch (store) {
    case Store::Server:
        m_test->setAccessibleName(tr("Test the connection to the server"));
        break;
    case Store::Database:
        m_test->setAccessibleName(tr("Test the connection to the database"));
        break;
    case Store::Cache:
        m_test->setAccessibleName(tr("Test the connection to the cache"));
        break;
    }
}

void DoctorPanel::clear()
{
    while (const std::unique_ptr<QLayoutItem> item{m_lines->takeAt(0)})
        delete item->widget();
}

void DoctorPanel::setRunning()
{
    m_test->setEnabled(false);
    m_summary->setText(tr("Testing…"));
    clear();
}

void DoctorPanel::setDiagnosis(const StoreDiagnosis& diagnosis)
{
    clear();
    m_test->setEnabled(true);
    const QString time = QLocale().toString(static_cast<double>(diagnosis.elapsedMs) / 1000.0, 'f', 1);
    switch (diagnosis.worst()) {
    case CheckState::Failed:
        m_summary->setText(tr("This store cannot be read like this."));
        break;
    case CheckState::Warning:
        //: %1 is a number of seconds
        m_summary->setText(tr("It can be read, with a warning (%1 s).").arg(time));
        break;
    case CheckState::Ok:
    case CheckState::Skipped:
        //: %1 is a number of seconds
        m_summary->setText(tr("Everything works (%1 s).").arg(time));
        break;
    }
    for (const Check& check : diagnosis.checks)
        addCheck(check);
    m_lines->setRowStretch(m_lines->rowCount(), 1);
}

QLabel* DoctorPanel::addText(const QString& text, int line, QPalette::ColorRole role, bool bold)
{
    auto* label = new QLabel;
    label->setTextFormat(Qt::PlainText);
    label->setText(text);
    label->setWordWrap(true);
    label->setForegroundRole(role);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    QFont font = label->font();
    font.setBold(bold);
    label->setFont(font);
    m_lines->addWidget(label, line, 2);
    return label;
}

void DoctorPanel::addCheck(const Check& check)
{
    int line = m_lines->rowCount();
    auto* mark = new QLabel;
    const int side = fontMetrics().ascent() + 2;
    mark->setTextFormat(Qt::PlainText);
    mark->setPixmap(shapeIcon(stateMark(check.state), palette()).pixmap(QSize(side, side), devicePixelRatio()));
    m_lines->addWidget(mark, line, 0, Qt::AlignTop);
    auto* title = new QLabel;
    title->setTextFormat(Qt::PlainText);
    title->setText(checkTitle(check.id));
    m_lines->addWidget(title, line, 1, Qt::AlignTop);
    const bool isTrouble = check.state == CheckState::Warning || check.state == CheckState::Failed;
    const bool isSkipped = check.state == CheckState::Skipped;
    addText(
        isSkipped && check.said.isEmpty() ? tr("not looked at") : check.said, line,
        isSkipped ? QPalette::PlaceholderText : QPalette::WindowText, isTrouble);
    for (const QString& advice : {check.cause, check.cure}) {
        if (!advice.isEmpty())
            addText(advice, ++line, QPalette::WindowText, false);
    }
}

} // namespace steward
