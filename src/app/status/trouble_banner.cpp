#include "app/status/trouble_banner.h"

#include "app/components/store_cells.h"
#include "app/style/appearance.h"
#include "app/style/button_painting.h"
#include "app/style/icons.h"
#include "app/style/painting.h"
#include "app/style/plain_text.h"
#include "domain/doctor_advice.h"
#include "domain/unknown_value.h"
#include "wording/workspace_words.h"

#include <QCoreApplication>
#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>

namespace steward {
namespace {

constexpr qsizetype mostOddShown = 3; ///< the rest with the details
constexpr qreal troubleIcon = 18;

struct TroubleText {
    Q_DECLARE_TR_FUNCTIONS(steward::TroubleBanner)
};

/// Nobody was there to answer; else somebody was, who did not give what was asked for.
bool isOutOfReach(ErrorKind kind)
{
    return kind == ErrorKind::TimedOut || kind == ErrorKind::NameNotFound || kind == ErrorKind::Refused ||
           kind == ErrorKind::NoIpv6 || kind == ErrorKind::GatewayFailed;
}

QString titleOf(Store store, const Error& error)
{
    if (error.inPart)
        return WorkspaceWords::wasReadInPart(store);
    const bool isAway = isOutOfReach(error.kind);
    switch (store) {
    case Store::Server:
        return isAway ? TroubleText::tr("The server cannot be reached") : TroubleText::tr("The server was not read");
    case Store::Database:
        return isAway ? TroubleText::tr("The database cannot be reached")
                      : TroubleText::tr("The database was not read");
    case Store::Cache:
        return isAway ? TroubleText::tr("The cache cannot be reached") : TroubleText::tr("The cache was not read");
    }
    return unknownText();
}

QString conclusionOf(Store store)
{
    switch (store) {
    case Store::Server:
        return TroubleText::tr("Nothing is concluded about the server.");
    case Store::Database:
        return TroubleText::tr("Nothing is concluded about the database.");
    case Store::Cache:
        return TroubleText::tr("Nothing is concluded about the cache.");
    }
    return unknownText();
}

QIcon iconOfUnread(Store store)
{
    return makeIcon(store == Store::Server ? Icon::ServerOff : iconOfStore(store), &Tokens::bad);
}

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
    const auto add = [this, row](const QString& text, const QString& spoken, Icon icon) {
        auto* button = new QPushButton(makeIcon(icon), text, this);
        setButtonSize(*button, ButtonSize::Small);
        button->setAccessibleName(spoken);
        row->addWidget(button, 0, Qt::AlignVCenter);
        return button;
    };
    m_doctor = add(tr("Open doctor"), tr("Test the connections"), Icon::Stethoscope);
    m_again = add(tr("Try &again"), tr("Read the stores again"), Icon::Refresh);
    connect(m_doctor, &QPushButton::clicked, this, &TroubleBanner::doctorWanted);
    connect(m_again, &QPushButton::clicked, this, &TroubleBanner::readWanted);
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

void TroubleBanner::setLine(Line& line, const QString& what, const QString& advice, const QIcon& icon)
{
    line.icon = icon;
    showIcon(line);
    line.what->setText(breakable(what));
    line.advice->setText(advice);
}

void TroubleBanner::showIcon(const Line& line)
{
    const int side = scaled(troubleIcon);
    line.mark->setPixmap(line.icon.pixmap(QSize(side, side), line.mark->devicePixelRatio()));
}

void TroubleBanner::setHasDoctor(bool hasDoctor)
{
    m_hasDoctor = hasDoctor;
    showAny();
}

void TroubleBanner::setState(Store store, const StoreState& state)
{
    Line& line = m_lines[static_cast<size_t>(store)];
    const bool isTrouble = state.phase == StoreState::Phase::Failed && state.error;
    if (state.phase == StoreState::Phase::Reading)
        m_isClosed = false;
    if (isTrouble) {
        const Advice advice = adviceFor(state.error->kind, store);
        QStringList sentences{advice.cause.isEmpty() ? state.error->sentence : advice.cause, advice.cure};
        if (state.error->inPart) // of what the title names
            sentences.prepend(WorkspaceWords::countsAsNotRead());
        else
            sentences << conclusionOf(store);
        setLine(line, titleOf(store, *state.error), sentences.join(QLatin1Char(' ')), iconOfUnread(store));
        line.frame->setAccessibleName(line.what->text());
        // As it is, to be copied.
        line.details->setText(state.error->sentence + QLatin1Char('\n') + errorDetails(*state.error));
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
            shapeIcon({MarkShape::Diamond, Tone::Warning}, palette()));
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
            breakable(notes.mid(0, mostOddShown).join(QLatin1Char('\n'))),
            shapeIcon({MarkShape::Diamond, Tone::Warning}, palette()));
        m_odd.details->setText(breakable(notes.join(QLatin1Char('\n'))));
    }
    m_odd.showDetails->setVisible(notes.size() > mostOddShown);
    m_odd.frame->setVisible(!notes.isEmpty());
    showAny();
}

void TroubleBanner::showAny()
{
    const bool any = isAnyUnread() || !m_starting.frame->isHidden() || !m_odd.frame->isHidden();
    m_doctor->setVisible(m_hasDoctor && isAnyUnread());
    setVisible(any && !m_isClosed);
    update();
}

bool TroubleBanner::isAnyUnread() const
{
    return std::ranges::any_of(m_lines, [](const Line& line) { return !line.frame->isHidden(); });
}

Tone TroubleBanner::tone() const
{
    return isAnyUnread() ? Tone::Error : Tone::Warning;
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
    for (const Line& line : m_lines)
        showIcon(line);
    for (Line* line : {&m_starting, &m_odd}) {
        line->icon = shapeIcon({MarkShape::Diamond, Tone::Warning}, palette());
        showIcon(*line);
    }
}

} // namespace steward
