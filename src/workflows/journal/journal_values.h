#pragma once

#include "domain/ids.h"
#include "domain/store_records.h"
#include "domain/token_digest.h"
#include "workflows/journal/journal_action.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace steward {

class JsonStream;

/// What was there before a step, or is there after it. Takes no Secret and no WebhookToken; whoever has text that came
/// of one leaves it out.
class JournalFields final {
public:
    JournalFields& add(const QString& name, const QString& text) { return put(name, text); }
    JournalFields& add(const QString& name, const QStringList& texts)
    {
        return put(name, QJsonArray::fromStringList(texts));
    }
    template<class Tag>
    JournalFields& add(const QString& name, const StrongId<Tag>& id)
    {
        return put(name, id.toString());
    }
    /// The null id for nothing.
    template<class Tag>
    JournalFields& add(const QString& name, const std::optional<StrongId<Tag>>& id)
    {
        return add(name, id.value_or(StrongId<Tag>()));
    }
    JournalFields& add(const QString& name, const TokenDigest& digest) { return put(name, digest.text()); }
    JournalFields& add(const QString& name, bool flag) { return put(name, flag); }
    JournalFields& add(const QString& name, int number) { return put(name, number); }
    JournalFields& add(const QString& name, qint64 number) { return put(name, number); }
    template<class T>
    JournalFields& add(const QString& name, const T& value) = delete; ///< no conversions: a pointer is no flag

    const QJsonObject& json() const { return m_json; }

private:
    JournalFields& put(const QString& name, const QJsonValue& value)
    {
        m_json.insert(name, value);
        return *this;
    }
    QJsonObject m_json;
};

/// One external write that is about to be sent.
struct JournalStep {
    JournalAction action = JournalAction::Plan;
    QString target; ///< an instance's name, a row's id, a key (a token key with the TokenDigest), …
    JournalFields before = {};
    QByteArray item = {}; ///< the plan's item that it is for, by its identity; empty: none
};

/// When announced steps go out.
enum class Sending : quint8 {
    Now,   ///< the call follows at once: the record that announces it is also the one that says "sent"
    Later, ///< each when a sent record of its own stands; or it is no call at all
};

enum class StepOutcome : quint8 {
    Done,
    Unchanged, ///< it was as wanted already
    Failed,    ///< not done, for certain
    Unknown,   ///< sent, and no answer came
};

struct JournalStepResult {
    qint64 step = 0; ///< the step's number in its operation, from 0
    StepOutcome outcome = StepOutcome::Unknown;
    JournalFields after;
};

/// How an operation ended (CONTRACT, "--json of what changes").
enum class OperationOutcome : quint8 { Done, Partial, Refused, Failed };

struct JournalTask {
    QString kind;        ///< untranslated: "guards-apply"
    QString profile;     ///< its id
    QString workstation; ///< the computer
    QString title;       ///< for the person
    QString person = {}; ///< the system's user name of whoever began it, as the journal noted it; empty: not noted
};

/// One announced step as the journal kept it: what a resume goes by.
struct JournaledStep {
    Timestamp announcedAt;
    Store store = Store::Server;
    std::optional<JournalAction> action; ///< nothing: of another version
    QString word;                        ///< the action's, as it stands there
    QString target;
    QJsonObject before;
    std::optional<StepOutcome> outcome; ///< nothing: no result was written
    QJsonObject after;
    QByteArray item = {}; ///< see JournalStep
    qint64 number = 0;    ///< in its operation
    bool isSent = false;  ///< a record stands that its call goes out; without one it never did
};
using JournalTrail = std::vector<JournaledStep>;
/// The end where there is none.
JournalTrail::const_iterator firstOf(const JournalTrail& trail, JournalAction action);

/// One operation as `journal list` shows it.
struct JournalEntry {
    OperationId id;
    JournalTask task;
    qint64 process = 0; ///< id of the process that began it
    /// Sent records stand before its calls. False: a version began it that wrote none, and what was announced may have
    /// been sent or not.
    bool tellsSent = false;
    Timestamp startedAt;
    qint64 steps = 0;   ///< intents written
    qint64 results = 0; ///< of them with a result
    std::optional<Timestamp> finishedAt;
    std::optional<OperationOutcome> outcome; ///< nothing: not finished
    bool isHeld = false;                     ///< not finished, and a process that is alive is at it
    JournalTrail trail;        ///< its steps by their number, while it is not finished nor held; or a part
    bool hasLongTrail = false; ///< too long to be kept: its steps are visited instead
};

/// What is said of an operation wherever a document holds it; putOperation: as members of the object that is open.
QJsonObject operationJson(const JournalEntry& entry);
void putOperation(JsonStream& json, const JournalEntry& entry);

QString stepOutcomeWord(StepOutcome outcome);
std::optional<StepOutcome> stepOutcomeFromWord(const QString& word);
QString operationOutcomeWord(OperationOutcome outcome);
std::optional<OperationOutcome> operationOutcomeFromWord(const QString& word);

} // namespace steward
