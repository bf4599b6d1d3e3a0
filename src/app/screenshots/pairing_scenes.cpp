#include "app/screenshots/pairing_scenes.h"

#include "app/creation/creation_file_page.h"
#include "app/creation/creation_page.h"
#include "app/creation/creation_side.h"
#include "app/pairing/pairing_desk.h"
#include "app/screenshots/dialog_scene.h"
#include "app/screenshots/scene_fixture.h"
#include "app/shell/workspace_actions.h"
#include "app/shell/workspace_view.h"

#include <QComboBox>
#include <QFile>
#include <QLineEdit>
#include <QPushButton>

#include <algorithm>

namespace steward {
namespace {

constexpr size_t phonesToPair = 4;

/// The window on practice stores that look like production.
class ProductionScene : public WindowScene {
public:
    explicit ProductionScene(QSize size = mockupSize) { openWindow(m_fixture.production(), size); }
    bool isReady() override
    {
        if (!isRead())
            return false;
        if (!std::exchange(m_isOpened, true))
            open(view());
        return isDone(view());
    }

protected:
    virtual void open(WorkspaceView& view) = 0;
    virtual bool isDone(WorkspaceView& view) = 0;
    template<class Widget>
    Widget* find()
    {
        return m_window.findChild<Widget*>();
    }

private:
    bool m_isOpened = false;
};

/// The first organization of which the stores know nothing, or whose row has no instance.
OrganizationId organizationOf(WorkspaceView& view, bool hasRow)
{
    const AuditIndex& index = *view.workspace().index();
    for (const AuditRow& row : index.audit().rows()) {
        if (hasRow && row.has(FindingCode::OrphanedIntegration) && row.findings.size() == 1 && row.cacheEntry())
            return row.organizationId;
    }
    for (const AuditRow& row : index.audit().rows()) {
        if (hasRow && row.has(FindingCode::OrphanedIntegration))
            return row.organizationId;
    }
    for (const OrganizationSummary& summary : index.organizations()) {
        if (!hasRow && !summary.id.isNull() && summary.active && summary.rows == 0)
            return summary.id;
    }
    return {};
}

/// While it is created, held in the middle; or once it is.
class CreationScene final : public ProductionScene {
public:
    explicit CreationScene(bool untilEnd)
        : m_untilEnd(untilEnd)
    {
    }

protected:
    void open(WorkspaceView& view) override
    {
        view.actions().create(organizationOf(view, false));
        auto* page = find<CreationPage>();
        page->findChild<QComboBox*>(QStringLiteral("clinic"))->setCurrentText(QStringLiteral("Zona Rural"));
        page->findChild<QLineEdit*>(QStringLiteral("phone"))->setText(QStringLiteral("+55 45 99000-0141"));
    }
    bool isDone(WorkspaceView&) override
    {
        auto* page = find<CreationPage>();
        auto* side = page->findChild<CreationSide*>();
        auto* create = page->findChild<QPushButton*>(QStringLiteral("create"));
        if (!m_isStarted && create->isEnabled() && !side->lines().empty()) {
            m_isStarted = true;
            create->click();
            return false;
        }
        if (!m_isStarted)
            return false;
        if (m_untilEnd)
            return create->isEnabled();
        const auto working = std::ranges::find(
            side->lines(), MarkShape::Working, [](const StepLines::Line& line) { return line.mark.shape; });
        if (working - side->lines().begin() < 4 || working == side->lines().end())
            return false;
        m_fixture.world->setFault(Store::Server, {{}, std::chrono::seconds(5)}); // while the picture is taken
        return true;
    }

private:
    const bool m_untilEnd;
    bool m_isStarted = false;
};

class InTheWayScene final : public ProductionScene {
protected:
    void open(WorkspaceView& view) override { view.actions().create(organizationOf(view, true)); }
    bool isDone(WorkspaceView&) override { return find<CreationSide>()->chosen().has_value(); }
};

class FileScene final : public ProductionScene {
protected:
    void open(WorkspaceView& view) override
    {
        const AuditIndex& index = *view.workspace().index();
        QFile csv(m_fixture.folder.filePath(QStringLiteral("clinics.csv")));
        if (csv.open(QIODevice::WriteOnly)) {
            csv.write("organization,phone\n");
            csv.write(index.audit().organizationName(organizationOf(view, false)).toUtf8() + ",+55 45 99000-0141\n");
            csv.write(organizationOf(view, true).toByteArray() + ",\nclinic 7,\n");
        }
        csv.close();
        view.actions().createFromFile();
        find<CreationFilePage>()->open(csv.fileName());
    }
    bool isDone(WorkspaceView&) override { return isEnabled(*find<CreationFilePage>(), "create"); }
};

/// A queue of phones, of which the first may be connected already.
class PairScene : public ProductionScene {
public:
    using ProductionScene::ProductionScene;

protected:
    void open(WorkspaceView& view) override { view.actions().pairAll(closedInstances(view, phonesToPair)); }
    static PairingStatus::Phase phase(WorkspaceView& view) { return view.actions().pairing().status().phase; }
    /// Scans the code that is shown; true once the phone is connected.
    bool isScanned(WorkspaceView& view)
    {
        const PairingQueue::Entry* now = view.actions().pairing().queue().now();
        if (now && phase(view) == PairingStatus::Phase::Code && !std::exchange(m_isScanned, true)) {
            m_fixture.world->visit(
                [&](PracticeState& state, Timestamp moment) { state.scan(*state.instance(now->target.name), moment); });
        }
        return view.actions().pairing().queue().paired() > 0;
    }

private:
    bool m_isScanned = false;
};

class CodeScene final : public PairScene {
public:
    CodeScene(QSize size, bool isFirstPaired)
        : PairScene(size)
        , m_isFirstPaired(isFirstPaired)
    {
    }

protected:
    bool isDone(WorkspaceView& view) override
    {
        if (m_isFirstPaired && !isScanned(view))
            return false;
        PairingDesk& desk = view.actions().pairing();
        if (desk.queue().now() && desk.queue().now()->state == PairingQueue::State::Paired)
            desk.startNext();
        return phase(view) == PairingStatus::Phase::Code;
    }

private:
    const bool m_isFirstPaired; ///< which takes some seconds
};

class PairedScene final : public PairScene {
protected:
    bool isDone(WorkspaceView& view) override { return isScanned(view); }
};

class CharactersScene final : public PairScene {
protected:
    bool isDone(WorkspaceView& view) override
    {
        PairingDesk& desk = view.actions().pairing();
        if (phase(view) == PairingStatus::Phase::Code && !desk.byNumber())
            desk.pairByNumber(*PhoneNumber::fromText(u"5532990000127"));
        return phase(view) == PairingStatus::Phase::Code && !desk.status().pairingCode.isEmpty();
    }
};

/// Another phone than its row expects is linked to it.
class OtherPhoneScene final : public PairScene {
protected:
    void open(WorkspaceView& view) override
    {
        const InstanceName name = closedInstances(view, 1).front();
        m_fixture.world->visit([&name](PracticeState& state, Timestamp) {
            PracticeInstance* instance = state.instance(name);
            instance->memory = MemoryState::Open;
            instance->listed.connection = Connection::Open;
            instance->listed.phone = PhoneNumber::fromText(u"5532990000127");
            for (PracticeRow& row : state.rows) {
                if (row.row.names(name))
                    row.row.expectedPhone = PhoneNumber::fromText(u"5511988887777");
            }
        });
        view.actions().pair(name);
    }
    bool isDone(WorkspaceView& view) override { return view.actions().pairing().status().isOtherPhone; }
};

class LostScene final : public PairScene {
protected:
    void open(WorkspaceView& view) override
    {
        m_fixture.world->setFault(Store::Server, {.failure = ErrorKind::Refused});
        view.actions().pair(closedInstances(view, 1).front());
    }
    bool isDone(WorkspaceView& view) override { return view.actions().pairing().status().isOver(); }
};

template<class Shown, class... Arguments>
NamedScene scene(const char* name, bool hasMockup, Arguments... arguments)
{
    return {QString::fromLatin1(name), [arguments...] { return std::make_unique<Shown>(arguments...); }, hasMockup};
}

} // namespace

std::vector<NamedScene> pairingScenes()
{
    return {
        scene<CreationScene>("g-new-instance", true, false),
        scene<InTheWayScene>("g2-in-the-way", true),
        scene<CreationScene>("creation-done", false, true),
        scene<FileScene>("creation-from-file", false),
        scene<CodeScene>("h1-pair", true, mockupSize, true),
        scene<CodeScene>("h1-pair-w1100", true, QSize(1100, 760), false),
        scene<CodeScene>("h1-pair-w900", true, QSize(900, 700), false),
        scene<PairedScene>("h2-paired", true),
        scene<CharactersScene>("h3-characters", true),
        scene<OtherPhoneScene>("pairing-other-phone", false),
        scene<LostScene>("pairing-lost", false)};
}

} // namespace steward
