#pragma once

#include <QString>
#include <QStringList>

#include <cstdio>

namespace steward::test {

/// A test over many cases: counts them, keeps what was violated, and prints "N cases, 0 violations".
class Campaign final {
public:
    /// True with `./dev test --long`: the full count instead of the short one.
    static bool isLong() { return qEnvironmentVariableIsSet("STEWARD_TEST_LONG"); }
    static int count(int inShort, int inLong) { return isLong() ? inLong : inShort; }

    explicit Campaign(QString title)
        : m_title(std::move(title))
    {
    }

    void addCase() { ++m_cases; }
    /// In a long one it is told at once: its end may be hours away.
    void violate(const QString& what)
    {
        m_violations << what;
        if (!isLong())
            return;
        std::printf("    violated: %s\n", qPrintable(what));
        std::fflush(stdout);
    }
    int cases() const { return m_cases; }

    /// Where one waits for it: how far it has come.
    void showProgress(int of) const
    {
        if (!isLong())
            return;
        std::printf("    %d of %d, %d violations\n", m_cases, of, static_cast<int>(m_violations.size()));
        std::fflush(stdout);
    }

    /// Prints the sum; true where nothing was violated and there was something to violate.
    bool finish() const
    {
        std::printf(
            "%s: %d cases, %d violations\n", qPrintable(m_title), m_cases, static_cast<int>(m_violations.size()));
        for (const QString& violation : m_violations.mid(0, 10))
            std::printf("    %s\n", qPrintable(violation));
        std::fflush(stdout);
        return m_violations.isEmpty() && m_cases > 0;
    }

private:
    QString m_title;
    int m_cases = 0;
    QStringList m_violations;
};

} // namespace steward::test
