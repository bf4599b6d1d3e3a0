#include "app/help/tour.h"

#include "app/components/text_label.h"
#include "app/style/button_painting.h"
#include "app/style/painting.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace steward {
namespace {

constexpr qreal tourWidth = 420;
constexpr qreal tourGap = 16;

struct TourStep {
    Page page;
    const char* title;
    const char* sentence;
};

constexpr std::array<TourStep, Tour::stepCount> tourSteps{
    {{Page::Overview, QT_TRANSLATE_NOOP("steward::Tour", "Begin with the overview"),
      QT_TRANSLATE_NOOP(
          "steward::Tour",
          "It says how many clinics are connected and what is wrong. These clinics are invented: nothing can break.")},
     {Page::Instances, QT_TRANSLATE_NOOP("steward::Tour", "Look at one clinic"),
      QT_TRANSLATE_NOOP(
          "steward::Tour",
          "Select a row. To the right stands what the server, the database and the cache each say of it, and what to "
          "do.")},
     {Page::Duplicates, QT_TRANSLATE_NOOP("steward::Tour", "See a plan before anything changes"),
      QT_TRANSLATE_NOOP(
          "steward::Tour",
          "Press Look for duplicates. You see which instance stays, and a plan. Nothing is done before you say so.")},
     {Page::Pair, QT_TRANSLATE_NOOP("steward::Tour", "Pair a phone"),
      QT_TRANSLATE_NOOP(
          "steward::Tour",
          "Choose instances, press Pair, and the clinic scans the code. F1 explains each page; ? shows the keys.")}}};

} // namespace

Tour::Tour(QWidget& place, std::function<void(Page)> showPage)
    : QFrame(&place)
    , m_place(place)
    , m_show(std::move(showPage))
    , m_number(new TextLabel({}, TextSize::Small, QFont::Normal, &Tokens::quiet))
    , m_title(new TextLabel({}, TextSize::Section, QFont::DemiBold))
    , m_sentence(new TextLabel)
    , m_back(new QPushButton(tr("&Back")))
    , m_next(new QPushButton)
{
    setObjectName(QStringLiteral("tour"));
    m_sentence->setWordWrap(true);
    auto* leave = new QPushButton(tr("&Leave the tour"));
    leave->setObjectName(QStringLiteral("leaveTour"));
    setButtonKind(*leave, ButtonKind::Ghost);
    setButtonKind(*m_next, ButtonKind::Primary);
    m_next->setObjectName(QStringLiteral("nextStep"));
    m_back->setObjectName(QStringLiteral("stepBack"));
    for (QPushButton* each : {leave, m_back, m_next})
        each->setAutoDefault(true); // Enter presses the one that has the focus
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(leave);
    buttons->addStretch(1);
    buttons->addWidget(m_back);
    buttons->addWidget(m_next);
    auto* column = new QVBoxLayout(this);
    const int edge = scaled(16);
    column->setContentsMargins(edge, edge, edge, edge);
    column->setSpacing(scaled(8));
    column->addWidget(m_number);
    column->addWidget(m_title);
    column->addWidget(m_sentence);
    column->addLayout(buttons);
    connect(leave, &QPushButton::clicked, this, &QObject::deleteLater);
    connect(m_back, &QPushButton::clicked, this, [this] { go(m_step - 1); });
    connect(m_next, &QPushButton::clicked, this, [this] {
        if (m_step + 1 == stepCount)
            deleteLater();
        else
            go(m_step + 1);
    });
    place.installEventFilter(this);
    go(0);
    QFrame::show();
    m_next->setFocus();
}

void Tour::go(int step)
{
    m_step = std::clamp(step, 0, stepCount - 1);
    const TourStep& shown = tourSteps[static_cast<size_t>(m_step)];
    m_show(shown.page);
    //: %1 is the number of the step, %2 how many there are
    m_number->setText(tr("Step %1 of %2").arg(m_step + 1).arg(stepCount));
    m_title->setText(QCoreApplication::translate("steward::Tour", shown.title));
    m_sentence->setText(QCoreApplication::translate("steward::Tour", shown.sentence));
    m_back->setEnabled(m_step > 0);
    m_next->setText(m_step + 1 == stepCount ? tr("&Done") : tr("&Next"));
    setAccessibleName(m_number->text() + QStringLiteral(": ") + m_title->text());
    setAccessibleDescription(m_sentence->text());
    layOut();
    raise();
}

void Tour::layOut()
{
    const int width = std::min(scaled(tourWidth), m_place.width() - 2 * scaled(tourGap));
    setFixedWidth(width);
    const int height = layout()->hasHeightForWidth() ? layout()->totalHeightForWidth(width) : sizeHint().height();
    const bool isRightToLeft = layoutDirection() == Qt::RightToLeft;
    const int left = isRightToLeft ? scaled(tourGap) : m_place.width() - scaled(tourGap) - width;
    setGeometry(left, m_place.height() - scaled(tourGap) - height, width, height);
}

bool Tour::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == &m_place && event->type() == QEvent::Resize)
        layOut();
    return QFrame::eventFilter(watched, event);
}

/// Esc, before the window's own.
bool Tour::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        event->accept();
        return true;
    }
    if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        deleteLater();
        return true;
    }
    return QFrame::event(event);
}

void Tour::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& tokens = Tokens::of(palette());
    paintBox(painter, rect(), cardRadius, tokens.surface, tokens.line2);
}

} // namespace steward
