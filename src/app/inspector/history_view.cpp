#include "app/inspector/history_view.h"

#include "app/components/text_label.h"
#include "app/style/painting.h"
#include "app/style/plain_text.h"
#include "domain/iso_time.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QGridLayout>
#include <QLocale>

namespace steward {
namespace {

constexpr qreal discSide = 24;

QString dayText(Timestamp at)
{
    const QDate day = localTime(at).date();
    //: A date of this year, as Qt writes them: day and month
    const QString ofThisYear = QCoreApplication::translate("steward::HistoryView", "d MMMM");
    //: A date, as Qt writes them: day, month and year
    const QString ofAnyYear = QCoreApplication::translate("steward::HistoryView", "d MMMM yyyy");
    return QLocale().toString(day, day.year() == QDate::currentDate().year() ? ofThisYear : ofAnyYear);
}

/// One event; to its left a disc with its icon, and a line to the one before it on that day.
class EventLine final : public QWidget {
public:
    EventLine(const HistoryEvent& event, bool hasNext)
        : m_icon(event.icon)
        , m_tone(event.tone)
        , m_hasNext(hasNext)
    {
        auto* grid = new QGridLayout(this);
        grid->setContentsMargins(readingMargins(scaled(discSide + 10), scaled(8), 0, scaled(8)));
        grid->setHorizontalSpacing(scaled(10));
        grid->setVerticalSpacing(0);
        grid->setColumnStretch(0, 1);
        auto* title = new TextLabel(event.title, TextSize::Body, QFont::Medium);
        title->setWordWrap(true);
        grid->addWidget(title, 0, 0);
        const QString time = QLocale().toString(localTime(event.at), QStringLiteral("HH:mm"));
        grid->addWidget(
            new TextLabel(time, TextSize::Small, QFont::Normal, &Tokens::quiet), 0, 1, Qt::AlignTop | Qt::AlignRight);
        if (event.detail.isEmpty())
            return;
        auto* detail = new TextLabel(breakable(event.detail), TextSize::Body, QFont::Normal, &Tokens::quiet);
        detail->setWordWrap(true);
        grid->addWidget(detail, 1, 0, 1, 2);
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        const qreal side = scaledF(discSide);
        const Tokens& tokens = Tokens::of(palette());
        QPainter painter(this);
        const qreal left = layoutDirection() == Qt::RightToLeft ? width() - side : 0;
        const QRectF disc(left, scaledF(8), side, side);
        paintBox(painter, disc, discSide / 2, tokens.soft(m_tone), Qt::transparent);
        if (m_hasNext)
            painter.fillRect(
                QRectF(disc.center().x(), disc.bottom() + scaledF(5), 1, height() - disc.bottom() - scaledF(5)),
                tokens.line2);
        QRectF icon(0, 0, scaledF(14), scaledF(14));
        icon.moveCenter(disc.center());
        paintIcon(painter, icon, m_icon, m_tone == Tone::Quiet ? tokens.text2 : tokens.tone(m_tone));
    }

private:
    Icon m_icon;
    Tone m_tone;
    bool m_hasNext;
};

} // namespace

HistoryView::HistoryView(QWidget* parent)
    : QWidget(parent)
    , m_lines(new QVBoxLayout(this))
{
    m_lines->setContentsMargins(scaled(16), scaled(16), scaled(16), scaled(16));
    m_lines->setSpacing(0);
}

void HistoryView::setEvents(const std::vector<HistoryEvent>& events, const QString& trouble, const QString& summary)
{
    if (events == m_events && trouble == m_trouble && summary == m_summary && m_lines->count() > 0)
        return;
    m_events = events;
    m_trouble = trouble;
    m_summary = summary;
    while (const std::unique_ptr<QLayoutItem> item{m_lines->takeAt(0)})
        delete item->widget();
    const auto say = [this](const QString& sentence) {
        auto* label = new TextLabel(sentence, TextSize::Body, QFont::Normal, &Tokens::quiet);
        label->setWordWrap(true);
        m_lines->addWidget(label);
    };
    if (!trouble.isEmpty())
        say(trouble);
    if (!summary.isEmpty())
        say(summary);
    QString day;
    for (size_t place = 0; place < events.size(); ++place) {
        const HistoryEvent& event = events[place];
        if (const QString of = dayText(event.at); of != day) {
            day = of;
            auto* heading = new TextLabel(day, TextSize::Label, QFont::DemiBold, &Tokens::quiet);
            heading->setContentsMargins(0, m_lines->count() > 0 ? scaled(16) : 0, 0, scaled(2));
            m_lines->addWidget(heading);
        }
        m_lines->addWidget(new EventLine(event, place + 1 < events.size() && dayText(events[place + 1].at) == day));
    }
    if (events.empty())
        say(tr("Nothing is known of its past."));
    m_lines->addStretch(1);
}

} // namespace steward
