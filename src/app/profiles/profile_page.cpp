#include "app/profiles/profile_page.h"

#include "app/components/section_list.h"
#include "app/profiles/profile_editor.h"

#include <QHBoxLayout>

namespace steward {

ProfilePage::ProfilePage(const Profile& profile, ProfileService& service, QWidget* parent)
    : QWidget(parent)
    , m_sections(new SectionList(this))
    , m_editor(new ProfileEditor(profile, service, this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_sections);
    row->addWidget(m_editor, 1);
    m_sections->setAccessibleName(tr("Sections of the workspace's settings"));
    m_sections->addHeading(profile.id.isEmpty() ? tr("New workspace") : tr("This workspace"));
    const auto add = [this](ProfileEditor::Section section, Icon icon, const QString& title) {
        m_sections->addSection(static_cast<int>(section), icon, title);
    };
    add(ProfileEditor::Section::Connections, Icon::Plug, tr("Connections"));
    add(ProfileEditor::Section::Names, Icon::Tag, tr("Names and webhook"));
    add(ProfileEditor::Section::Limits, Icon::Sliders, tr("Limits"));
    m_editor->setCancelable(true);
    connect(m_sections, &SectionList::sectionChosen, m_editor, [this](int key) {
        m_editor->setSection(static_cast<ProfileEditor::Section>(key));
    });
    connect(m_editor, &ProfileEditor::sectionWanted, this, [this](ProfileEditor::Section section) {
        m_sections->choose(static_cast<int>(section));
    });
    m_sections->choose(static_cast<int>(ProfileEditor::Section::Connections));
}

} // namespace steward
