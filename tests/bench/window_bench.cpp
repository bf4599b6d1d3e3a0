#include "bench/window_bench.h"

#include "bench/event_probe.h"
#include "bench/window_subject.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QScrollBar>
#include <QTableView>

#include <algorithm>
#include <cstdio>
#include <vector>

namespace steward::bench {
namespace {

constexpr int rounds = 5;

void press(QWidget& widget, int key, const QString& text = {}, Qt::KeyboardModifiers modifiers = {})
{
    QKeyEvent down(QEvent::KeyPress, key, modifiers, text);
    QApplication::sendEvent(&widget, &down);
    QKeyEvent up(QEvent::KeyRelease, key, modifiers, text);
    QApplication::sendEvent(&widget, &up);
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

/// What one line of the bench found out about one window.
struct Line {
    double gap = 0;
    double shown = 0;
};

Line medianOf(const std::vector<Felt>& felt)
{
    std::vector<double> gaps;
    std::vector<double> shown;
    for (const Felt& one : felt) {
        gaps.push_back(one.gap);
        shown.push_back(one.shown);
    }
    return {median(gaps), *std::min_element(shown.begin(), shown.end()) < 0 ? -1 : median(shown)};
}

/// A window that has read, and what is done with it. The rows of a proxy take minutes: it goes once where we go often.
class Trial final {
public:
    Trial(WindowSubject& subject, bool withSelection, int times)
        : m_subject(subject)
        , m_probe(*subject.table().viewport())
        , m_withSelection(withSelection)
        , m_times(times)
    {
    }

    bool read()
    {
        return m_probe.run([] {}, [this] { return m_subject.workspace().index() && m_subject.rows() > 0; }).shown >= 0;
    }

    /// Typing the first character, and clearing the field again.
    std::pair<Line, Line> keystroke()
    {
        std::vector<Felt> typed;
        std::vector<Felt> cleared;
        const int all = m_subject.rows();
        for (int round = 0; round < m_times; ++round) {
            prepare();
            QLineEdit& search = m_subject.search();
            search.setFocus();
            typed.push_back(m_probe.run(
                [&] { press(search, Qt::Key_7, QStringLiteral("77")); }, [&] { return m_subject.rows() < all; }));
            cleared.push_back(m_probe.run([&] { search.clear(); }, [&] { return m_subject.rows() == all; }));
        }
        return {medianOf(typed), medianOf(cleared)};
    }

    Line sort()
    {
        std::vector<Felt> felt;
        for (int round = 0; round < m_times; ++round) {
            prepare();
            const auto order = round % 2 == 0 ? Qt::DescendingOrder : Qt::AscendingOrder;
            felt.push_back(m_probe.run(
                [&] { m_subject.table().sortByColumn(static_cast<int>(Column::Phone), order); }, [] { return true; }));
        }
        return medianOf(felt);
    }

    /// A reading while a character is typed and taken back, again and again.
    Line refresh()
    {
        prepare();
        const std::shared_ptr<const AuditIndex> before = m_subject.workspace().index();
        QLineEdit& search = m_subject.search();
        QTimer typing;
        QObject::connect(&typing, &QTimer::timeout, &search, [&search] {
            if (search.text().isEmpty())
                press(search, Qt::Key_7, QStringLiteral("7"));
            else
                press(search, Qt::Key_Backspace);
        });
        typing.start(150);
        const Felt felt = m_probe.run(
            [this] { m_subject.workspace().refresh(); }, [&] { return m_subject.workspace().index() != before; });
        typing.stop();
        search.clear();
        return {felt.gap, felt.shown};
    }

    /// Ctrl+End, then twenty arrow keys: the longest of them.
    Line keys()
    {
        prepare();
        QTableView& table = m_subject.table();
        table.setFocus();
        Line worst;
        const auto feel = [&](int key, Qt::KeyboardModifiers modifiers) {
            const Felt felt = m_probe.run([&] { press(table, key, {}, modifiers); }, [] { return true; });
            worst = {std::max(worst.gap, felt.gap), std::max(worst.shown, felt.shown)};
        };
        feel(Qt::Key_End, Qt::ControlModifier);
        for (int key = 0; key < 20; ++key)
            feel(Qt::Key_Up, {});
        return worst;
    }

    Line scrolling()
    {
        prepare();
        QScrollBar& bar = *m_subject.table().verticalScrollBar();
        bar.setValue(0);
        std::vector<Felt> frames;
        for (int frame = 0; frame < 120; ++frame)
            frames.push_back(m_probe.run([&] { bar.setValue(bar.value() + 7); }, [] { return true; }));
        return medianOf(frames);
    }

private:
    void prepare()
    {
        if (m_withSelection)
            m_subject.table().selectAll();
        EventProbe::settle();
    }

    WindowSubject& m_subject;
    EventProbe m_probe;
    bool m_withSelection;
    int m_times;
};

struct Lines {
    bool hasRead = false;
    std::pair<Line, Line> keystroke;
    Line sort;
    Line refresh;
    Line keys;
    Line scrolling;
};

Lines look(WindowSubject& subject, bool isLarge, int times)
{
    Trial trial(subject, !isLarge, times);
    Lines lines;
    lines.hasRead = trial.read();
    if (!lines.hasRead)
        return lines;
    if (!isLarge) {
        lines.scrolling = trial.scrolling();
        lines.keys = trial.keys();
    }
    lines.sort = trial.sort();
    if (!isLarge)
        lines.refresh = trial.refresh();
    lines.keystroke = trial.keystroke();
    return lines;
}

bool tell(const char* what, const Line& ours, const Line& proxy, double aim)
{
    std::printf(
        "%s: longest gap %.1f ms, shown after %.1f ms; aim %.0f ms; %.3f × QSortFilterProxyModel (gap %.1f ms, shown "
        "after %.1f ms)\n",
        what, ours.gap, ours.shown, aim, ours.gap / proxy.gap, proxy.gap, proxy.shown);
    std::fflush(stdout);
    return ours.shown >= 0;
}

bool benchRows(int count, bool isLarge)
{
    const ProfileContext stores = madeStores(count);
    Lines ours;
    {
        StewardSubject subject(stores);
        ours = look(subject, isLarge, rounds);
    }
    std::printf("%d rows%s\n", count, isLarge ? "" : ", the view attached and everything selected");
    ProxySubject subject(stores);
    const Lines proxy = look(subject, isLarge, 1);
    if (!ours.hasRead || !proxy.hasRead)
        return false;
    bool isDone = tell("  keystroke in the filter", ours.keystroke.first, proxy.keystroke.first, isLarge ? 210 : 40);
    isDone = tell("  clearing the filter", ours.keystroke.second, proxy.keystroke.second, isLarge ? 210 : 60) && isDone;
    isDone = tell("  sorting", ours.sort, proxy.sort, isLarge ? 2000 : 250) && isDone;
    if (isLarge)
        return isDone;
    isDone = tell("  refreshing while one types", ours.refresh, proxy.refresh, 50) && isDone;
    isDone = tell("  Ctrl+End and twenty arrow keys, the longest", ours.keys, proxy.keys, 16) && isDone;
    return tell("  scrolling, a frame", ours.scrolling, proxy.scrolling, 16) && isDone;
}

} // namespace

int benchWindow()
{
    return benchRows(100'000, false) && benchRows(1'000'000, true) ? 0 : 1;
}

} // namespace steward::bench
