#pragma once

#include <QString>
#include <QWidget>

#include <vector>

namespace steward {

/// What a person does or says one after the other, each with its number; below it what may help, in small letters.
class NumberedSteps final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(NumberedSteps)

public:
    struct Step {
        QString text;
        QString note; ///< empty: none
        bool operator==(const Step&) const = default;
    };
    explicit NumberedSteps(QWidget* parent = nullptr);
    void setSteps(const std::vector<Step>& steps);
    const std::vector<Step>& steps() const { return m_steps; }

private:
    std::vector<Step> m_steps;
};

} // namespace steward
