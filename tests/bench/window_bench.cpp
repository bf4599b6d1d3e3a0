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
#include <optional>
#include <vector>

namespace steward::bench {
namespace {

constexpr int rounds = 5;
constexpr double frameTime = 1000.0 / 60;

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
    int inTime = 0; ///< of the frames: so many percent within a sixtieth of a second
};

Line medianOf(const std::vector<Felt>& felt)
{
    std::vector<double> gaps;
    std::vector<double> shown;
    for (const Felt& one : felt) {
        gaps.push_back(one.gap);
        shown.push_back(one.shown);
    }
    const auto inTime = std::count_if(gaps.begin(), gaps.end(), [](double gap) { return gap <= frameTime; });
    return {
        median(gaps), *std::min_element(shown.begin(), shown.end()) < 0 ? -1 : median(shown),
        static_cast<int>(100 * inTime / static_cast<qsizetype>(gaps.size()))};
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
            bool isSorted = false; // perhaps later: many rows are sorted by another thread
            const QAbstractItemModel& model = *m_subject.table().model();
            QObject here;
            QObject::connect(&model, &QAbstractItemModel::modelReset, &here, [&isSorted] { isSorted = true; });
            QObject::connect(&model, &QAbstractItemModel::layoutChanged, &here, [&isSorted] { isSorted = true; });
            felt.push_back(m_probe.run(
                [&] { m_subject.table().sortByColumn(static_cast<int>(Column::Phone), order); },
                [&isSorted] { return isSorted; }));
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
        return {.gap = felt.gap, .shown = felt.shown};
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
            worst.gap = std::max(worst.gap, felt.gap);
            worst.shown = std::max(worst.shown, felt.shown);
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

/// `proxy`: nothing where only ours was looked at.
bool tell(const char* what, const Line& ours, const std::optional<Line>& proxy, double aim)
{
    std::printf("%s: longest gap %.1f ms, shown after %.1f ms; aim %.0f ms", what, ours.gap, ours.shown, aim);
    if (proxy) {
        std::printf(
            "; %.3f × QSortFilterProxyModel (gap %.1f ms, shown after %.1f ms)", ours.gap / proxy->gap, proxy->gap,
            proxy->shown);
    }
    std::printf("\n");
    std::fflush(stdout);
    return ours.shown >= 0;
}

} // namespace

int benchTable(int count, bool isAlone)
{
    const bool isLarge = count > 200'000;
    const ProfileContext stores = madeStores(count);
    Lines ours;
    {
        StewardSubject subject(stores);
        ours = look(subject, isLarge, rounds);
    }
    std::printf("%d rows%s\n", count, isLarge ? "" : ", the view attached and everything selected");
    std::optional<Lines> proxy;
    if (!isAlone) {
        ProxySubject subject(stores);
        proxy = look(subject, isLarge, 1);
    }
    if (!ours.hasRead || (proxy && !proxy->hasRead))
        return 1;
    bool isDone = true;
    const auto line = [&](const char* what, const auto& of, double aim) {
        isDone = tell(what, of(ours), proxy ? std::optional(of(*proxy)) : std::nullopt, aim) && isDone;
    };
    line(
        "  keystroke in the filter", [](const Lines& of) { return of.keystroke.first; }, isLarge ? 210 : 40);
    line(
        "  clearing the filter", [](const Lines& of) { return of.keystroke.second; }, isLarge ? 210 : 60);
    line(
        "  sorting", [](const Lines& of) { return of.sort; }, isLarge ? 2000 : 250);
    if (isLarge)
        return isDone ? 0 : 1;
    line(
        "  refreshing while one types", [](const Lines& of) { return of.refresh; }, 50);
    line(
        "  Ctrl+End and twenty arrow keys, the longest", [](const Lines& of) { return of.keys; }, 16);
    line(
        "  scrolling, a frame", [](const Lines& of) { return of.scrolling; }, 16);
    std::printf("  of the frames %d %% in a sixtieth of a second", ours.scrolling.inTime);
    if (proxy)
        std::printf("; with QSortFilterProxyModel %d %%", proxy->scrolling.inTime);
    std::printf("\n");
    return isDone ? 0 : 1;
}

int benchWindow()
{
    const int small = benchTable(100'000, false);
    return small == 0 ? benchTable(1'000'000, false) : small;
}

} // namespace steward::bench
