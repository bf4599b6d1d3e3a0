#pragma once

#include "app/style/icons.h"
#include "app/style/mark.h"

#include <QAbstractButton>

#include <vector>

class QLabel;
class QVBoxLayout;

namespace steward {

/// Something that happened, in two lines.
struct ListedEvent {
    Icon icon = Icon::Clock;
    Tone tone = Tone::Quiet;
    QString title;
    QString detail;
    QString time = {};
    QString leadsTo = {}; ///< whatever the list's owner makes of it; empty: nowhere
    bool operator==(const ListedEvent&) const = default;
};

/// One of them; it leads to what it is about. As high as its words need.
class EventButton final : public QAbstractButton {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(EventButton)

public:
    explicit EventButton(const ListedEvent& event, QWidget* parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    int heightFor(int width) const;
    qreal textWidth(int width) const;
    qreal heightOf(const QString& text, const QFont& font, int width) const;

    const ListedEvent m_event;
};

class EventList final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(EventList)

public:
    explicit EventList(QWidget* parent = nullptr);
    /// `sentence` is said where there is something to be said beside them.
    void setEvents(const std::vector<ListedEvent>& events, const QString& sentence);

Q_SIGNALS:
    void wanted(const QString& leadsTo);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void fitSentence();

    QVBoxLayout* m_lines;
    std::vector<ListedEvent> m_events;
    QString m_sentence;
    QLabel* m_label = nullptr; ///< of the sentence
};

} // namespace steward
