#include "app/status/trouble_banner.h"

#include "app/style/appearance.h"
#include "app/style/icons.h"
#include "app/style/painting.h"
#include "app/style/plain_text.h"
#include "domain/doctor_advice.h"

#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

namespace steward {
namespace {

constexpr qsizetype mostOddShown = 3; ///< the rest with the details

} // namespace

TroubleBanner::TroubleBanner(QWidget* parent)
    : QFrame(parent)
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(scaled(14), scaled(10), scaled(12), scaled(10) + 1);
    row->setSpacing(scaled(8));
    auto* lines = new QVBoxLayout;
    lines->setSpacing(scaled(8));
    row->addLayout(lines, 1);
    m_again = new QPushButton(tr("Try &again"), this);
    m_again->setAccessibleName(tr("Read the stores again"));
    m_again->setIcon(makeIcon(Icon::Refresh));
    connect(m_again, &QPushButton::clicked, this, &TroubleBanner::readWanted);
    row->addWidget(m_again, 0, Qt::AlignVCenter);
    m_close = new QToolButton(this);
    m_close->setIcon(makeIcon(Icon::X));
    m_close->setAutoRaise(true);
    m_close->setToolTip(tr("Hide this notice until the next reading"));
    m_close->setAccessibleName(tr("Hide this notice"));
    row->addWidget(m_close, 0, Qt::AlignVCenter);
    for (Line& line : m_lines)
        line = addLine();
    m_starting = addLine();
    m_odd = addLine();
    connect(m_close, &QToolButton::clicked, this, [this] {
        m_isClosed = true;
        showAny();
    });
    showAny();
}

TroubleBanner::Line TroubleBanner::addLine()
{
    Line line;
    line.frame = new QWidget(this);
    auto* grid = new QGridLayout(line.frame);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(scaled(10));
    grid->setVerticalSpacing(0);
    line.mark = new QLabel(line.frame);
    line.what = new QLabel(line.frame);
    line.advice = new QLabel(line.frame);
    line.what->setFont(textFont(TextSize::Body, QFont::DemiBold));
    for (QLabel* label : {line.mark, line.what, line.advice}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(label != line.mark);
    }
    line.advice->setTextInteractionFlags(Qt::TextSelectableByMouse);
    grid->addWidget(line.mark, 0, 0, Qt::AlignTop);
    grid->addWidget(line.what, 0, 1);
    grid->addWidget(line.advice, 1, 1);
    addDetails(line, *grid);
    grid->setColumnStretch(1, 1);
    line.frame->hide();
    layout()->itemAt(0)->layout()->addWidget(line.frame);
    return line;
}

/// What a store's administrator asks for, shown where the person wants it.
void TroubleBanner::addDetails(Line& line, QGridLayout& grid)
{
    line.showDetails = new QToolButton(line.frame);
    line.showDetails->setText(tr("Details"));
    line.showDetails->setAccessibleName(tr("Show the details of this trouble"));
    line.showDetails->setCheckable(true);
    line.showDetails->setAutoRaise(true);
    line.showDetails->hide();
    line.details = new QLabel(line.frame);
    line.details->setTextFormat(Qt::PlainText);
    line.details->setWordWrap(true);
    line.details->setTextInteractionFlags(Qt::TextSelectableByMouse);
    line.details->hide();
    connect(line.showDetails, &QToolButton::toggled, line.details, &QLabel::setVisible);
    grid.addWidget(line.showDetails, 0, 2, 2, 1, Qt::AlignVCenter);
    grid.addWidget(line.details, 2, 1);
}

void TroubleBanner::setLine(Line& line, const QString& what, const QString& advice, const Mark& mark)
{
    const int side = fontMetrics().ascent() + 2;
    line.mark->setPixmap(shapeIcon(mark, palette()).pixmap(QSize(side, side), devicePixelRatio()));
    line.what->setText(breakable(what));
    line.advice->setText(advice);
}

void TroubleBanner::setState(Store store, const StoreState& state)
{
    Line& line = m_lines[static_cast<size_t>(store)];
    const bool isTrouble = state.phase == StoreState::Phase::Failed && state.error;
    if (state.phase == StoreState::Phase::Reading)
        m_isClosed = false;
    if (isTrouble) {
        const Advice advice = adviceFor(state.error->kind, store);
        setLine(
            line,
            //: %1 is a store such as "Server", %2 a sentence that says why
            tr("%1 not read: %2").arg(storeLabel(store), state.error->sentence),
            advice.cause + QLatin1Char(' ') + advice.cure, {MarkShape::Triangle, Tone::Error});
        line.details->setText(errorDetails(*state.error)); // as it is, to be copied
    }
    line.showDetails->setVisible(isTrouble);
    line.frame->setVisible(isTrouble);
    showAny();
}

void TroubleBanner::setServerStarting(bool starting)
{
    if (starting) {
        setLine(
            m_starting, tr("The server is still starting."),
            tr("Most of the instances asked are not in its memory yet, so nothing is concluded from that. Read again "
               "in a minute."),
            {MarkShape::Diamond, Tone::Warning});
    }
    m_starting.frame->setVisible(starting);
    showAny();
}

void TroubleBanner::setOdd(const std::vector<OddEntry>& odd)
{
    QStringList notes;
    for (const OddEntry& entry : odd)
        notes << oddEntrySentence(entry);
    if (!notes.isEmpty()) {
        setLine(
            m_odd, tr("The server lists %n odd entries, of which nothing is concluded.", nullptr, int(notes.size())),
            breakable(notes.mid(0, mostOddShown).join(QLatin1Char('\n'))), {MarkShape::Diamond, Tone::Warning});
        m_odd.details->setText(breakable(notes.join(QLatin1Char('\n'))));
    }
    m_odd.showDetails->setVisible(notes.size() > mostOddShown);
    m_odd.frame->setVisible(!notes.isEmpty());
    showAny();
}

void TroubleBanner::showAny()
{
    bool any = !m_starting.frame->isHidden() || !m_odd.frame->isHidden();
    for (const Line& line : m_lines)
        any = any || !line.frame->isHidden();
    setVisible(any && !m_isClosed);
    update();
}

Tone TroubleBanner::tone() const
{
    for (const Line& line : m_lines) {
        if (!line.frame->isHidden())
            return Tone::Error;
    }
    return Tone::Warning;
}

void TroubleBanner::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& tokens = Tokens::of(palette());
    painter.fillRect(rect(), tokens.soft(tone()));
    painter.fillRect(QRect(0, height() - 1, width(), 1), tokens.softLine(tone()));
}

void TroubleBanner::changeEvent(QEvent* event)
{
    QFrame::changeEvent(event);
    if (event->type() != QEvent::PaletteChange || !m_starting.mark)
        return;
    const int side = fontMetrics().ascent() + 2;
    for (const Line& line : m_lines) {
        line.mark->setPixmap(
            shapeIcon({MarkShape::Triangle, Tone::Error}, palette()).pixmap(QSize(side, side), devicePixelRatio()));
    }
}

} // namespace steward
