#pragma once

#include "app/alerts/notifier.h"
#include "stores/practice/practice_world.h"

#include <QStringList>

#include <algorithm>
#include <functional>
#include <vector>

namespace steward::test {

/// A desktop that notes what it is told.
class NotingDesktop final : public Notifier {
public:
    struct Notes {
        bool isThere = true;
        bool isShown = false;
        QString place;
        QStringList titles;
        QStringList texts;
        std::vector<std::function<void()>> acts;
    };
    explicit NotingDesktop(Notes& notes)
        : m_notes(notes)
    {
    }
    bool isThere() const override { return m_notes.isThere; }
    void notify(const QString& title, const QString& text, std::function<void()> act) override
    {
        m_notes.titles << title;
        m_notes.texts << text;
        m_notes.acts.push_back(std::move(act));
    }
    void setShown(bool isShown) override { m_notes.isShown = isShown; }
    void setPlace(const QString& title) override { m_notes.place = title; }

private:
    Notes& m_notes;
};

/// Those that are connected and alone in their organization.
inline std::vector<InstanceName> connectedOnes(PracticeWorld& world)
{
    return world.visit([](PracticeState& state, Timestamp) {
        std::vector<InstanceName> names;
        for (const PracticeInstance& instance : state.instances) {
            const auto row = std::ranges::find_if(state.rows, [&instance](const PracticeRow& each) {
                return each.isOurs() && each.row.enabled && each.row.names(instance.listed.name);
            });
            if (row == state.rows.end())
                continue;
            const auto isOfIt = [&row](const PracticeRow& each) {
                return each.row.organizationId == row->row.organizationId;
            };
            if (instance.listed.connection == Connection::Open && instance.memory == MemoryState::Open &&
                std::ranges::count_if(state.rows, isOfIt) == 1)
                names.push_back(instance.listed.name);
        }
        return names;
    });
}

inline void setConnected(PracticeWorld& world, const InstanceName& name, bool isConnected)
{
    world.visit([&](PracticeState& state, Timestamp) {
        if (PracticeInstance* instance = state.instance(name)) {
            instance->listed.connection = isConnected ? Connection::Open : Connection::Close;
            instance->memory = isConnected ? MemoryState::Open : MemoryState::Close;
        }
    });
}

} // namespace steward::test
