#pragma once

#include "app/table/audit_index.h"
#include "app/work/gui_dispatcher.h"
#include "domain/audit/audit.h"
#include "domain/audit/earlier_answers.h"
#include "workflows/read/background_check.h"

#include <QObject>
#include <QTimer>

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace steward {

class BackgroundRunner;
class StoreFactory;

/// Where a store's reading stands, as the status bar tells it.
struct StoreState {
    enum class Phase : quint8 { Idle, Reading, Read, Failed };
    Phase phase = Phase::Idle;
    qint64 count = 0;
    qint64 elapsedMs = 0;
    std::optional<Error> error;
};

/// How far the questions in the background are, which ask memory and webhook of every instance.
struct CheckingState {
    bool isRunning = false;
    qint64 asked = 0; ///< of this round, while it runs
    qint64 all = 0;
};

/// One set of stores and what was read of them last. Readings run on workers and are numbered: the newest wins,
/// whatever comes late of an older one is dropped. A reading that was stopped leaves the last one in place.
/// GUI thread only; never waits.
class Workspace final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Workspace)

public:
    Workspace(
        std::shared_ptr<const StoreFactory> stores, AuditSettings settings, BackgroundRunner& runner,
        QObject* parent = nullptr);
    ~Workspace() override;

    /// What was asked beside the readings of the same stores, so that it is not asked again.
    void takeAnswersOf(const Workspace& former) { m_earlier = former.m_earlier; }
    /// Starts a new reading; one that still runs is stopped.
    void refresh();
    void stop();
    bool isReading() const { return m_isReading; }
    const StoreState& store(Store store) const { return m_stores[static_cast<size_t>(store)]; }
    /// Null before the first reading has ended.
    const std::shared_ptr<const AuditIndex>& index() const { return m_index; }

    /// What the next readings also ask connectionState of: what is on screen.
    void setOnScreen(std::vector<InstanceName> names);
    /// What the next readings also ask webhook/find of: the one that is inspected.
    void setInspected(std::optional<InstanceName> name);

    const CheckingState& check() const { return m_check; }
    /// For tests: how fast, and when a round begins.
    void setChecking(BackgroundCheck::Settings settings, std::chrono::milliseconds after);
    /// Asks memory again of what is on screen, at the rate of the questions in the background; nothing while those or a
    /// reading ask anyway.
    void askScreenAgain();
    /// Something was written there, and what the server said of it before counts no more. Nothing: anywhere.
    void forgetAnswers(const std::optional<std::vector<InstanceName>>& names);

Q_SIGNALS:
    void readingChanged();
    void storeChanged(steward::Store store);
    void indexChanged();
    void checkChanged();

private:
    class Progress;
    void setStore(quint64 number, Store store, StoreState state);
    void finish(quint64 number, std::shared_ptr<const AuditIndex> index, bool wasStopped);
    void askDetails();
    void finishDetails(quint64 number, std::shared_ptr<const AuditIndex> index);
    void restoreStates();
    void startCheck();
    void ask(std::function<std::vector<CheckQuestion>(const Audit&)> questions);
    void stopCheck();
    void noteCheck(quint64 number, const BackgroundCheck::News& event);
    void endCheck(quint64 number);

    std::shared_ptr<const StoreFactory> m_factory;
    AuditSettings m_settings;
    BackgroundRunner& m_runner;
    GuiDispatcher m_post;
    std::stop_source m_readingStop;
    std::stop_source m_detailStop;
    quint64 m_number = 0; ///< of the newest reading
    bool m_isReading = false;
    bool m_isAsking = false;
    bool m_askAgain = false;
    std::array<StoreState, 3> m_stores;
    std::shared_ptr<const AuditIndex> m_index;
    std::vector<InstanceName> m_onScreen;
    std::optional<InstanceName> m_inspected;
    BackgroundCheck::Settings m_checkSettings;
    std::chrono::milliseconds m_checkAfter{1000}; ///< a reading: what is on screen is asked first
    QTimer m_checkTimer;
    std::stop_source m_checkStop;
    quint64 m_checkNumber = 0; ///< of the newest round
    CheckingState m_check;
    std::vector<CheckAnswers> m_answers; ///< not taken over yet
    EarlierAnswers m_earlier;
};

} // namespace steward
