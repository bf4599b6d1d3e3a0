#pragma once

#include "stores/server_port.h"

#include <QObject>

#include <chrono>
#include <memory>
#include <optional>

namespace steward::test {

/// An instance that a contract case starts from.
struct GivenInstance {
    InstanceName name;
    Connection connection = Connection::Close;
    MemoryState memory = MemoryState::Close; ///< Open, Connecting, Close or Missing
    QString phoneDigits;                     ///< empty: never paired
};

/// One implementation of ServerPort with the server behind it, as the contract drives it. Its methods may be called
/// from any thread; the ports are made and used on one worker thread each.
class ServerPortSubject {
public:
    virtual ~ServerPortSubject() = default;

    virtual std::unique_ptr<ServerPort> makePort() = 0;
    virtual std::unique_ptr<ServerPort> makeReadOnlyPort() = 0;

    virtual void addInstance(const GivenInstance& instance) = 0;
    /// True while the server holds it, also while it is being deleted.
    virtual bool exists(const InstanceName& name) = 0;
    /// True: nothing answers until it is false again.
    virtual void setUnreachable(bool unreachable) = 0;
    /// How long the server takes before each answer.
    virtual void setSlow(std::chrono::milliseconds time) = 0;
    /// How many requests have reached the server.
    virtual int requestCount() = 0;
};

/// What every implementation of ServerPort keeps. A test class derives from it, gives its subject, and is registered
/// with STEWARD_TEST; each case gets a subject of its own.
class ServerPortContract : public QObject {
    Q_OBJECT

protected:
    virtual std::unique_ptr<ServerPortSubject> makeSubject() = 0;

private Q_SLOTS:
    void init();
    void cleanup();

    void readsAll();
    void readsNone();
    void readsOne();
    void readsMemoryInTheOrderAsked();
    void createsAndReadsBack();
    void createsANameOnce();
    void removesTwice();
    void logsOut();
    void restartsWhatIsConnected();
    void connectsAndGivesACode();
    void connectsByNumberOnlyWhenClosed();
    void setsAndFindsAWebhook();
    void hostileNamesStayApart_data();
    void hostileNamesStayApart();
    void namesWithoutPathAreRefused_data();
    void namesWithoutPathAreRefused();
    void unreachableIsAnError();
    void slowerThanTheDeadlineIsTimedOut();
    void stoppedWithinATenthOfASecond();
    void stoppedBeforehandSendsNothing();
    void readOnlyRefusesChanges();
    void diagnoses();

private:
    std::unique_ptr<ServerPortSubject> m_subject;
};

} // namespace steward::test
