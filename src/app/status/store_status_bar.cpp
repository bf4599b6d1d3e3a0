#include "app/status/store_status_bar.h"

#include "app/style/appearance.h"
#include "app/style/plain_text.h"

#include <QCoreApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>

namespace steward {
namespace {

QString seconds(qint64 milliseconds)
{
    const double value = static_cast<double>(milliseconds) / 1000.0;
    return QLocale().toString(value, 'f', milliseconds < 100 ? 2 : 1);
}

Mark phaseMark(StoreState::Phase phase)
{
    switch (phase) {
    case StoreState::Phase::Idle:
        return {MarkShape::Ring, Tone::Quiet};
    case StoreState::Phase::Reading:
        return {MarkShape::DottedRing, Tone::Busy};
    case StoreState::Phase::Read:
        return {MarkShape::Dot, Tone::Good};
    case StoreState::Phase::Failed:
        return {MarkShape::Triangle, Tone::Error};
    }
    Q_UNREACHABLE();
}

struct StatusText {
    Q_DECLARE_TR_FUNCTIONS(steward::StoreStatusBar)
};

} // namespace

QString storeStateText(Store store, const StoreState& state)
{
    const QString title = storeLabel(store);
    switch (state.phase) {
    case StoreState::Phase::Idle:
        //: %1 is a store such as "Server"
        return StatusText::tr("%1: not read yet").arg(title);
    case StoreState::Phase::Reading:
        //: %1 is a store such as "Server"
        return StatusText::tr("%1: reading…").arg(title);
    case StoreState::Phase::Read:
        //: %1 is a store such as "Server", %2 how many records it gave, %3 a number of seconds
        return StatusText::tr("%1 %2 in %3 s").arg(title, QLocale().toString(state.count), seconds(state.elapsedMs));
    case StoreState::Phase::Failed:
        //: %1 is a store such as "Server"; the reason stands in the notice above the table
        return StatusText::tr("%1 not read").arg(title);
    }
    Q_UNREACHABLE();
}

StoreStatusBar::StoreStatusBar(QWidget* parent)
    : QWidget(parent)
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(4, 0, 4, 0);
    row->setSpacing(4);
    for (size_t store = 0; store < m_texts.size(); ++store) {
        m_marks[store] = new QLabel(this);
        m_texts[store] = new QLabel(this);
        for (QLabel* label : {m_marks[store], m_texts[store]})
            label->setTextFormat(Qt::PlainText);
        row->addWidget(m_marks[store]);
        row->addWidget(m_texts[store]);
        row->addSpacing(14);
        show(store);
    }
    row->addStretch(1);
}

void StoreStatusBar::setState(Store store, const StoreState& state)
{
    m_states[static_cast<size_t>(store)] = state;
    show(static_cast<size_t>(store));
}

void StoreStatusBar::show(size_t store)
{
    const StoreState& state = m_states[store];
    const int side = fontMetrics().ascent() + 2;
    m_marks[store]->setPixmap(
        shapeIcon(phaseMark(state.phase), palette()).pixmap(QSize(side, side), devicePixelRatio()));
    const QString text = storeStateText(static_cast<Store>(store), state);
    m_texts[store]->setText(text);
    m_texts[store]->setAccessibleName(text);
    m_texts[store]->setToolTip(state.error ? escapedToolTip(state.error->sentence) : QString());
}

void StoreStatusBar::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_texts.back()) {
        for (size_t store = 0; store < m_texts.size(); ++store)
            show(store);
    }
}

} // namespace steward
