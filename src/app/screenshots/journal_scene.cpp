#include "app/screenshots/journal_scene.h"

#include "app/journal/journal_page.h"
#include "app/screenshots/scene_fixture.h"
#include "app/shell/workspace_pages.h"
#include "app/shell/workspace_view.h"
#include "workflows/journal/journal.h"

#include <QCoreApplication>
#include <QListView>
#include <QTreeWidget>

#include <thread>

namespace steward {
namespace {

/// One operation of the picture.
struct Shown {
    int daysAgo;
    int hour;
    int minute;
    const char* kind;
    const char* title;
    const char* workstation;
    std::optional<OperationOutcome> outcome; ///< nothing: interrupted
};

constexpr auto done = OperationOutcome::Done;

/// Oldest first, as it was done.
std::vector<Shown> threeDays()
{
    return {
        {2, 15, 58, "apply-delete", QT_TRANSLATE_NOOP("steward::Screenshots", "Delete 8 instances"), "admin-2", done},
        {2, 16, 12, "restore", QT_TRANSLATE_NOOP("steward::Screenshots", "Undo in 2 rows"), "admin-2", done},
        {2, 17, 20, "guards-apply", QT_TRANSLATE_NOOP("steward::Screenshots", "Add 3 database guards"), "admin-1",
         done},
        {1, 10, 40, "reset", QT_TRANSLATE_NOOP("steward::Screenshots", "Reset pairing of Clínica Canto da Mata"),
         "front-desk", done},
        {1, 11, 18, "pair", QT_TRANSLATE_NOOP("steward::Screenshots", "Pair Fisio Passo Firme"), "front-desk", done},
        {1, 14, 55, "apply-protect", QT_TRANSLATE_NOOP("steward::Screenshots", "Protect Clínica Vida Plena"), "admin-1",
         done},
        {1, 15, 2, "apply-disable", QT_TRANSLATE_NOOP("steward::Screenshots", "Disable Clínica Recanto da Serra"),
         "admin-1", done},
        {0,
         9,
         12,
         "create",
         QT_TRANSLATE_NOOP("steward::Screenshots", "Create an instance for Clínica Aurora"),
         "front-desk",
         {}},
        {0, 9, 47, "create", QT_TRANSLATE_NOOP("steward::Screenshots", "Create an instance for Clínica Boa Semente"),
         "front-desk", done},
        {0, 11, 31, "apply-repair", QT_TRANSLATE_NOOP("steward::Screenshots", "Repair 19 instances"), "admin-2", done},
        {0, 11, 48, "apply-clean", QT_TRANSLATE_NOOP("steward::Screenshots", "Clean up Clínica Horto Florestal"),
         "admin-2", done},
        {0, 11, 52, "pair", QT_TRANSLATE_NOOP("steward::Screenshots", "Pair Vet Amigo Fiel"), "front-desk", done},
        {0, 12, 9, "apply-delete", QT_TRANSLATE_NOOP("steward::Screenshots", "Delete 42 instances"), "admin-2",
         OperationOutcome::Partial}};
}

const std::vector<std::pair<JournalAction, const char*>>& cleaningSteps()
{
    static const std::vector<std::pair<JournalAction, const char*>> steps{
        {JournalAction::DeleteInstance, "clinic-5b1f-640731"},
        {JournalAction::PointRow, "clinic-5b1f-640118"},
        {JournalAction::DropEntry, "clinic-5b1f-640731"},
        {JournalAction::WriteEntry, "clinic-5b1f-640118"},
        {JournalAction::TellWorkers, "clinic-5b1f-640731"}};
    return steps;
}

Timestamp momentOf(const Shown& shown)
{
    const QDateTime at(QDate::currentDate().addDays(-shown.daysAgo), QTime(shown.hour, shown.minute, 2));
    return Timestamp(std::chrono::milliseconds(at.toMSecsSinceEpoch()));
}

void writeJournal(const ProfileContext& stores)
{
    Timestamp now;
    const auto journal = Journal::open(stores.journalPath, Role::Administrator, [&now] { return now; });
    if (!journal)
        return;
    for (const Shown& shown : threeDays()) {
        now = momentOf(shown);
        auto operation = (*journal)->begin(
            {QLatin1String(shown.kind), stores.profileId, QLatin1String(shown.workstation),
             QCoreApplication::translate("steward::Screenshots", shown.title)});
        if (operation && qstrcmp(shown.kind, "apply-clean") == 0) {
            qint64 number = 0;
            for (const auto& [action, target] : cleaningSteps()) {
                static_cast<void>(operation->writeIntents({{action, QLatin1String(target)}}));
                now += std::chrono::milliseconds(1'240);
                static_cast<void>(operation->writeResults({{number++, StepOutcome::Done, {}}}));
            }
        }
        if (operation && shown.outcome)
            static_cast<void>(operation->finish(*shown.outcome));
    }
}

class JournalScene final : public WindowScene {
public:
    JournalScene()
    {
        ProfileContext stores = m_fixture.production();
        stores.profileId = QStringLiteral("clinics");
        stores.journalPath = m_fixture.folder.filePath(QStringLiteral("journal"));
        std::thread([&stores] { writeJournal(stores); }).join(); // a journal belongs to a worker
        openWindow(stores);
        m_window.pages()->show(Page::Journal);
    }
    bool isReady() override
    {
        const auto& page = *m_window.findChild<JournalPage*>();
        auto* list = page.findChild<QListView*>(QStringLiteral("operations"));
        const QAbstractItemModel* lines = list->model();
        if (!isRead() || lines->rowCount() < 16)
            return false;
        if (!std::exchange(m_isChosen, true)) // the cleaning
            list->setCurrentIndex(lines->index(3, 0));
        return page.findChild<QTreeWidget*>(QStringLiteral("steps"))->topLevelItemCount() >= 5;
    }

private:
    bool m_isChosen = false;
};

} // namespace

NamedScene journalScene()
{
    return {QStringLiteral("n-journal"), [] { return std::make_unique<JournalScene>(); }, true};
}

} // namespace steward
