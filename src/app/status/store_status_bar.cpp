#include "app/status/store_status_bar.h"

#include "app/style/appearance.h"
#include "app/style/plain_text.h"
#include "app/style/type.h"

#include <QCoreApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>

namespace steward {
namespace {

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
    return {MarkShape::Question, Tone::Warning};
}

struct StatusText {
    Q_DECLARE_TR_FUNCTIONS(steward::StoreStatusBar)
};

} // namespace

QString secondsRead(qint64 milliseconds)
{
    const double value = static_cast<double>(milliseconds) / 1000.0;
    return QLocale().toString(value, 'f', milliseconds < 100 ? 2 : 1);
}

QString storeStateText(Store store, const StoreState& state)
{
    const QString title = storeLabel(store);
    switch (state.phase) {
    case StoreState::Phase::Idle:
        //: %1 is a store such as "Server"
        return StatusText::tr("%1 not read yet").arg(title);
    case StoreState::Phase::Reading:
        //: %1 is a store such as "Server"
        return StatusText::tr("%1 reading…").arg(title);
    case StoreState::Phase::Read:
        //: %1 is a store such as "Server", %2 how many records it gave, %3 a number of seconds
        return StatusText::tr("%1 %2 in %3 s")
            .arg(title, QLocale().toString(state.count), secondsRead(state.elapsedMs));
    case StoreState::Phase::Failed:
        //: %1 is a store such as "Server"; the reason stands in the notice above the table
        return StatusText::tr("%1 not read").arg(title);
    }
    //: %1 is a store such as "Server"
    return StatusText::tr("%1: not known").arg(title);
}

StoreStatusBar::StoreStatusBar(QWidget* parent)
    : QWidget(parent)
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(scaled(6));
    for (size_t store = 0; store < m_texts.size(); ++store) {
        if (store > 0)
            row->addSpacing(scaled(14));
        m_marks[store] = new QLabel(this);
        m_texts[store] = new QLabel(this);
        for (QLabel* label : {m_marks[store], m_texts[store]})
            label->setTextFormat(Qt::PlainText);
        row->addWidget(m_marks[store]);
        row->addWidget(m_texts[store]);
        showStore(store);
    }
}

void StoreStatusBar::setState(Store store, const StoreState& state)
{
    m_states[static_cast<size_t>(store)] = state;
    showStore(static_cast<size_t>(store));
}

void StoreStatusBar::setShort(bool isShort)
{
    m_isShort = isShort;
    for (size_t store = 0; store < m_texts.size(); ++store)
        showStore(store);
}

void StoreStatusBar::showStore(size_t store)
{
    const StoreState& state = m_states[store];
    const int side = scaled(10);
    m_marks[store]->setPixmap(
        shapeIcon(phaseMark(state.phase), palette()).pixmap(QSize(side, side), devicePixelRatio()));
    const QString whole = storeStateText(static_cast<Store>(store), state);
    const bool isRead = state.phase == StoreState::Phase::Read;
    //: Where there is little room: %1 is a store such as "Server", %2 how many records it gave
    const QString brief = tr("%1 %2").arg(storeLabel(static_cast<Store>(store)), QLocale().toString(state.count));
    m_texts[store]->setFont(textFont(TextSize::Small));
    m_texts[store]->setText(m_isShort && isRead ? brief : whole);
    const bool hasFailed = state.phase == StoreState::Phase::Failed;
    QPalette own = palette();
    own.setColor(QPalette::WindowText, hasFailed ? Tokens::of(own).bad : Tokens::of(own).text2);
    m_texts[store]->setPalette(own);
    m_texts[store]->setAccessibleName(whole);
    m_texts[store]->setToolTip(escapedToolTip(state.error ? state.error->sentence : whole));
}

void StoreStatusBar::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_texts.back()) {
        for (size_t store = 0; store < m_texts.size(); ++store)
            showStore(store);
    }
}

} // namespace steward
