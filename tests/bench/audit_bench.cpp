#include "bench/audit_bench.h"

#include "bench/bench_stores.h"
#include "bench/measured_process.h"
#include "support/http_message.h"
#include "support/scratch_directory.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <cstdio>
#include <optional>
#include <vector>

using namespace steward::rig;

namespace steward::bench {
namespace {

constexpr int rounds = 5;
constexpr double mostOfAnAudit = 0.6; ///< of its time, to show one instance

/// Each exits by the worst of the three.
const QString rawReadings = QStringLiteral(
    "curl -sf -o /dev/null -H \"apikey: $RAW_KEY\" \"$RAW_LIST\" & list=$!\n"
    "psql -X -q -d \"$RAW_DATABASE\" -c \"copy (select id, organization_id, clinic_id, status, enabled, config, "
    "phone_number, display_name, webhook_token, created_at, updated_at, connected_at, last_seen_at from "
    "healthcare.integrations where type = 'whatsapp' and provider = 'evolution') to stdout\" "
    "-c 'copy (select id, name, is_active from core.organizations) to stdout' "
    "-c 'copy (select id, organization_id, name, is_active from healthcare.clinics) to stdout' & rows=$!\n"
    "\"$RAW_CACHE\" \"$RAW_CACHE_PORT\" & keys=$!\n"
    "wait $list && wait $rows && wait $keys");

struct Figures {
    double least = 0;
    double middle = 0;
    double most = 0;
};

Figures figuresOf(std::vector<double> values)
{
    std::ranges::sort(values);
    return {values.front(), values[values.size() / 2], values.back()};
}

/// Of every hundredth the server says "close", which is a finding.
bool start(BenchStores& stores, int size)
{
    const auto started = stores.start({size, 100});
    if (!started)
        std::fprintf(stderr, "%s\n", qPrintable(started.error()));
    return started.has_value();
}

/// What is measured in each round, and what its ratio is to be.
struct Subject {
    const char* title;
    QString program;
    QStringList words;
    double mostRatio = 0;  ///< 0: no aim
    int mostMegabytes = 0; ///< 0: no aim
    std::vector<MeasuredRun> runs = {};
};

class AuditBench final {
public:
    AuditBench(Measurer& measurer, QString program, QString cli, int size)
        : m_measurer(measurer)
        , m_program(std::move(program))
        , m_cli(std::move(cli))
        , m_size(size)
    {
    }

    int run()
    {
        if (!start(m_stores, m_size))
            return 1;
        addSubjects();
        if (!learnQuestions())
            return failed("the first audit");
        for (int round = 0; round < rounds; ++round) {
            if (const char* what = measureRound())
                return failed(what);
        }
        print();
        return 0;
    }

private:
    static int failed(const char* what)
    {
        std::fprintf(stderr, "a run failed: %s\n", what);
        return 1;
    }

    void add(const char* title, const QStringList& command, double mostRatio, int mostMegabytes)
    {
        const QStringList folder{QStringLiteral("--data-dir"), m_folder.path()};
        m_subjects.push_back({title, m_cli, folder + command, mostRatio, mostMegabytes});
    }

    void addSubjects()
    {
        const QString json = QStringLiteral("--json");
        add("audit as text", {QStringLiteral("audit")}, 1.3, 200);
        add("audit as JSON", {json, QStringLiteral("audit")}, 1.5, 220);
        add("plan repair", {QStringLiteral("plan"), QStringLiteral("repair")}, 2.0, 0);
        add("plan clean", {QStringLiteral("plan"), QStringLiteral("clean")}, 2.0, 0);
        m_subjects.push_back(
            {"the window, from its start to its first table",
             m_program,
             {QStringLiteral("--window-process"), QStringLiteral("steward"), QStringLiteral("--until"),
              QStringLiteral("read"), QStringLiteral("--data"), m_folder.path()}});
        const QString one = QString::fromLatin1(GeneratedFleet::instanceName(m_size / 2));
        add("show of one", {QStringLiteral("show"), one}, 0, 0);
    }

    /// An audit's questions to the memory, as curl takes them.
    bool learnQuestions()
    {
        m_stores.server.clearRequests();
        if (!ran(m_measurer.run(m_cli, m_subjects.front().words, m_stores.environment())))
            return false;
        QFile file(m_folder.path() + QStringLiteral("/questions"));
        if (!file.open(QIODevice::WriteOnly))
            return false;
        for (const HttpRequest& request : m_stores.server.requests()) {
            if (!request.target.startsWith("/instance/connectionState/"))
                continue;
            file.write("url = \"" + m_stores.server.url().toUtf8() + request.target + "\"\noutput = \"/dev/null\"\n");
            ++m_questions;
        }
        m_questionsFile = file.fileName();
        return true;
    }

    /// Also of what found something, or planned it.
    static bool ran(const MeasuredRun& run) { return run.exitCode == 0 || run.exitCode == 2; }

    std::optional<MeasuredRun> measureRaw()
    {
        const QByteArrayList environment{
            "RAW_KEY=" + m_stores.server.apiKey(),
            "RAW_LIST=" + m_stores.server.url().toUtf8() + "/instance/fetchInstances",
            "RAW_DATABASE=" + m_stores.database.uri(QStringLiteral("bench")).toUtf8(),
            "RAW_CACHE=" + QFileInfo(m_program).path().toUtf8() + "/steward-raw-cache",
            "RAW_CACHE_PORT=" + QByteArray::number(m_stores.cache.port())};
        MeasuredRun raw = m_measurer.run(QStringLiteral("sh"), {QStringLiteral("-c"), rawReadings}, environment);
        if (raw.exitCode != 0)
            return {};
        if (m_questions == 0)
            return raw;
        const MeasuredRun questions = m_measurer.run(
            QStringLiteral("curl"), {QStringLiteral("-sfZ"), QStringLiteral("--no-progress-meter"),
                                     QStringLiteral("--parallel-max"), QStringLiteral("8"), QStringLiteral("-H"),
                                     QStringLiteral("apikey: ") + QString::fromLatin1(m_stores.server.apiKey()),
                                     QStringLiteral("-K"), m_questionsFile});
        if (questions.exitCode != 0)
            return {};
        m_asking.push_back(questions.seconds);
        raw.seconds += questions.seconds;
        return raw;
    }

    /// What failed; nothing: all ran.
    const char* measureRound()
    {
        const std::optional<MeasuredRun> raw = measureRaw();
        if (!raw)
            return "the bare clients";
        m_raw.push_back(raw->seconds);
        for (Subject& subject : m_subjects) {
            subject.runs.push_back(m_measurer.run(subject.program, subject.words, m_stores.environment()));
            if (!ran(subject.runs.back()))
                return subject.title;
        }
        return nullptr;
    }

    void print() const
    {
        const Figures raw = figuresOf(m_raw);
        std::printf(
            "%d instances, %d rounds (minimum, median, maximum)\nbare clients: %.2f %.2f %.2f s", m_size, rounds,
            raw.least, raw.middle, raw.most);
        if (!m_asking.empty())
            std::printf(", %.2f s of it for %d questions to the memory", figuresOf(m_asking).middle, m_questions);
        std::printf("\n");
        for (const Subject& subject : m_subjects)
            print(subject);
        printShowBesideTheAudit();
    }

    void printShowBesideTheAudit() const
    {
        const std::vector<MeasuredRun>& audits = m_subjects.front().runs;
        const std::vector<MeasuredRun>& shows = m_subjects.back().runs;
        std::vector<double> ratios;
        for (size_t round = 0; round < shows.size(); ++round)
            ratios.push_back(shows[round].seconds / audits[round].seconds);
        const Figures ratio = figuresOf(ratios);
        std::printf(
            "show of one: %.2f %.2f %.2f × the audit as text (aim %.1f)\n", ratio.least, ratio.middle, ratio.most,
            mostOfAnAudit);
    }

    void print(const Subject& subject) const
    {
        std::vector<double> seconds;
        std::vector<double> ratios;
        long peak = 0;
        for (size_t round = 0; round < subject.runs.size(); ++round) {
            seconds.push_back(subject.runs[round].seconds);
            ratios.push_back(subject.runs[round].seconds / m_raw[round]);
            peak = std::max(peak, subject.runs[round].peakKib);
        }
        const Figures time = figuresOf(seconds);
        const Figures ratio = figuresOf(ratios);
        std::printf("%s: %.2f %.2f %.2f × the bare clients", subject.title, ratio.least, ratio.middle, ratio.most);
        if (subject.mostRatio > 0)
            std::printf(" (aim %.1f)", subject.mostRatio);
        std::printf(
            ", %.2f %.2f %.2f s, peak memory %.0f MB", time.least, time.middle, time.most,
            static_cast<double>(peak) / 1024);
        if (subject.mostMegabytes > 0)
            std::printf(" (aim %d)", subject.mostMegabytes);
        std::printf("\n");
    }

    Measurer& m_measurer;
    const QString m_program;
    const QString m_cli;
    const int m_size;
    BenchStores m_stores;
    const ScratchDirectory m_folder;
    QString m_questionsFile;
    int m_questions = 0;
    std::vector<double> m_raw;
    std::vector<double> m_asking;
    std::vector<Subject> m_subjects;
};

} // namespace

int keepStores(int size)
{
    BenchStores stores;
    if (!start(stores, size))
        return 1;
    for (const QByteArray& variable : stores.environment())
        std::printf("export %s\n", variable.constData());
    while (std::getchar() != EOF) {
    }
    return 0;
}

int benchAudit(Measurer& measurer, const QString& program, const QString& cli, int size)
{
    return AuditBench(measurer, program, cli, size).run();
}

} // namespace steward::bench
