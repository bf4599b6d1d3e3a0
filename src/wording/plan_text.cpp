#include "wording/plan_text.h"

#include "wording/skip_words.h"
#include "wording/value_titles.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>

namespace steward {
namespace {

struct PlanText {
    Q_DECLARE_TR_FUNCTIONS(steward::PlanText)
};

QString organizationText(const OrganizationId& id, const OrganizationNames& organizations)
{
    const QString name = organizations && !id.isNull() ? organizations(id) : QString();
    return name.isEmpty() ? (id.isNull() ? PlanText::tr("no organization") : id.toString()) : name;
}

QString nameText(const InstanceName& name, NameForm form)
{
    return name.isEmpty() ? PlanText::tr("(no name)") : shownName(name, form);
}

QString phoneText(const std::optional<PhoneNumber>& phone)
{
    return phone ? phone->text() : PlanText::tr("no number");
}

/// "status pending → active", for a value that is to be there.
template<class T, class ToText>
void addChange(
    QStringList& parts, const QString& label, const std::optional<T>& before, const std::optional<T>& after,
    const ToText& toText)
{
    if (!after || (before && *before == *after))
        return;
    if (before) {
        //: %1 is what changes (such as "status"), %2 what it is now, %3 what it will be
        parts << PlanText::tr("%1 %2 → %3").arg(label, toText(*before), toText(*after));
    } else {
        //: %1 is what is written (such as "status"), %2 what it will be
        parts << PlanText::tr("%1 %2").arg(label, toText(*after));
    }
}

QString changes(const PlanStep& step, const OrganizationNames& organizations, NameForm form)
{
    QStringList parts;
    const auto same = [](const QString& text) { return text; };
    addChange(
        parts, PlanText::tr("names"), step.before.instanceName, step.after.instanceName,
        [form](const InstanceName& name) { return nameText(name, form); });
    addChange(
        parts, PlanText::tr("organization"), step.before.organizationId, step.after.organizationId,
        [&organizations](const OrganizationId& id) { return organizationText(id, organizations); });
    addChange(parts, PlanText::tr("clinic"), step.before.clinicId, step.after.clinicId, [](const ClinicId& id) {
        return id.isNull() ? PlanText::tr("none") : id.toString();
    });
    addChange(parts, PlanText::tr("status"), step.before.status, step.after.status, same);
    addChange(parts, PlanText::tr("number"), step.before.phone, step.after.phone, [](const PhoneNumber& phone) {
        return phone.text();
    });
    addChange(
        parts, PlanText::tr("expected number"), step.before.expectedPhone, step.after.expectedPhone,
        [](const PhoneNumber& phone) { return phone.text(); });
    if (step.after.enabled && step.before.enabled != step.after.enabled)
        parts << (*step.after.enabled ? PlanText::tr("enabled") : PlanText::tr("disabled"));
    return parts.join(QStringLiteral(", "));
}

/// What stands in a row, an instance or an entry that goes.
QString content(const StepValues& values, const OrganizationNames& organizations)
{
    QStringList parts;
    if (values.connection)
        parts << connectionTitle(*values.connection);
    if (values.organizationId)
        parts << organizationText(*values.organizationId, organizations);
    if (values.enabled)
        parts << (*values.enabled ? PlanText::tr("enabled") : PlanText::tr("disabled"));
    if (values.status) {
        //: %1 is a status text of a row, such as "active"
        parts << PlanText::tr("status %1").arg(*values.status);
    }
    parts << phoneText(values.phone);
    return parts.join(QStringLiteral(", "));
}

QString keyText(const PlanStep& step, NameForm form)
{
    if (step.keyKind == CacheKeyKind::Instance) {
        //: %1 is the name of an instance
        return PlanText::tr("cache entry of the instance %1").arg(nameText(step.instance, form));
    }
    if (!step.token)
        return PlanText::tr("cache entry of the new row's token");
    //: %1 is the first characters of a webhook token
    return PlanText::tr("cache entry of the token %1").arg(step.token->masked);
}

/// "verb (content)" or "thing: changes"; the second part is left out where it is empty.
QString withDetail(const QString& what, const QString& detail)
{
    if (detail.isEmpty())
        return what;
    //: %1 is what is done, %2 what stands there or what changes
    return PlanText::tr("%1: %2").arg(what, detail);
}

/// Which events come and go; nothing where the step is not about them.
void addEvents(QStringList& parts, const PlanStep& step)
{
    const auto only = [](const std::vector<QString>& some, const std::vector<QString>& others) {
        QStringList names;
        for (const QString& event : some) {
            if (std::ranges::find(others, event) == others.end())
                names << event;
        }
        return names.join(QStringLiteral(", "));
    };
    if (step.after.webhookEvents.empty())
        return;
    const QString added = only(step.after.webhookEvents, step.before.webhookEvents);
    const QString gone = only(step.before.webhookEvents, step.after.webhookEvents);
    if (!added.isEmpty()) {
        //: %1 is a list of a webhook's events, such as "CALL, CHATS_SET"
        parts << PlanText::tr("events added: %1").arg(added);
    }
    if (!gone.isEmpty()) {
        //: %1 is a list of a webhook's events, such as "CALL, CHATS_SET"
        parts << PlanText::tr("events taken out: %1").arg(gone);
    }
}

QString webhookLine(const PlanStep& step, NameForm form)
{
    QStringList parts;
    addChange(parts, PlanText::tr("goes to"), step.before.webhook, step.after.webhook, [](const QString& url) {
        return url;
    });
    if (step.before.enabled == false)
        parts << PlanText::tr("switched on");
    addEvents(parts, step);
    //: %1 is the name of an instance
    return withDetail(
        PlanText::tr("webhook of %1").arg(nameText(step.instance, form)), parts.join(QStringLiteral("; ")));
}

QString residueLine(const PlanStep& step, NameForm form)
{
    const int messages = static_cast<int>(std::min<qint64>(step.before.messages.value_or(0), INT_MAX));
    //: %1 is the name of an instance, %n the messages in its queue
    return PlanText::tr("queues of %1, with %n message(s)", nullptr, messages).arg(nameText(step.instance, form));
}

/// What the step does, with what is there or what changes.
QString actionLine(const PlanStep& step, const OrganizationNames& organizations, NameForm form)
{
    const QString name = nameText(step.instance, form);
    //: %1 is a row's id
    const QString row = PlanText::tr("row %1").arg(step.rowId.value_or(IntegrationId()).toString());
    switch (step.action) {
    case StepAction::QuietWebhook:
        //: %1 is the name of an instance
        return PlanText::tr(
                   "the webhook of %1 gets no events of a removal any more, so that the server does not wait for it")
            .arg(name);
    case StepAction::LogOut:
        //: %1 is the name of an instance
        return withDetail(PlanText::tr("disconnect the phone of %1").arg(name), content(step.before, organizations));
    case StepAction::DeleteInstance:
        //: %1 is the name of an instance
        return withDetail(PlanText::tr("delete the instance %1").arg(name), content(step.before, organizations));
    case StepAction::CreateInstance:
        //: %1 is the name of an instance
        return PlanText::tr("create the instance %1").arg(name);
    case StepAction::SetWebhook:
        return webhookLine(step, form);
    case StepAction::RestartInstance:
        //: %1 is the name of an instance
        return PlanText::tr("restart %1: its connection drops for a moment").arg(name);
    case StepAction::InsertRow:
        return withDetail(PlanText::tr("a new row"), changes(step, organizations, form));
    case StepAction::DeleteRow:
        //: %1 is "row" and a row's id
        return withDetail(PlanText::tr("delete the %1").arg(row), content(step.before, organizations));
    case StepAction::ProtectRow:
        return withDetail(row, PlanText::tr("protected"));
    case StepAction::UnprotectRow:
        return withDetail(row, PlanText::tr("not protected any more"));
    case StepAction::PointRow:
    case StepAction::WriteRow:
    case StepAction::EnableRow:
    case StepAction::DisableRow: {
        const QString changed = changes(step, organizations, form);
        return withDetail(
            row, changed.isEmpty() ? PlanText::tr("is left as it is, and reserved while this is done") : changed);
    }
    case StepAction::WriteEntry:
        return withDetail(keyText(step, form), changes(step, organizations, form));
    case StepAction::SetLifetime: {
        const qint64 seconds = step.after.ttlSeconds.value_or(0);
        return withDetail(
            keyText(step, form), PlanText::tr("time left: %n second(s)", nullptr, static_cast<int>(seconds)));
    }
    case StepAction::ClearResidue:
        return residueLine(step, form);
    case StepAction::DropEntry:
        //: %1 is "entry of the instance …" or "entry of the token …"
        return withDetail(PlanText::tr("drop the %1").arg(keyText(step, form)), content(step.before, organizations));
    case StepAction::TellAdded:
        //: %1 is the name of an instance
        return PlanText::tr("tell the workers about the new instance %1").arg(name);
    case StepAction::TellRemoved:
        //: %1 is the name of an instance
        return PlanText::tr("tell the workers that %1 is gone").arg(name);
    case StepAction::ProtectInProfile:
        //: %1 is the name of an instance
        return PlanText::tr("the profile protects %1").arg(name);
    case StepAction::UnprotectInProfile:
        //: %1 is the name of an instance
        return PlanText::tr("the profile does not protect %1 any more").arg(name);
    }
    return {};
}

} // namespace

QString itemTitle(const PlanItem& item, NameForm form)
{
    if (!item.name.isEmpty())
        return shownName(item.name, form);
    if (item.identity.startsWith("row:"))
        return PlanText::tr("(row without a name)");
    return item.identity.startsWith("token:") ? PlanText::tr("(key without an instance)")
                                              : PlanText::tr("(empty name)");
}

QString stepSignText(StepSign sign)
{
    switch (sign) {
    case StepSign::Add:
        return QStringLiteral("+");
    case StepSign::Change:
        return QStringLiteral("~");
    case StepSign::Remove:
        return QStringLiteral("−");
    }
    return QStringLiteral("?");
}

QString stepLine(const PlanStep& step, const OrganizationNames& organizations, NameForm form)
{
    return stepSignText(step.sign()) + QLatin1Char(' ') + actionLine(step, organizations, form);
}

bool isSaid(const PlanItem& item, size_t place)
{
    return place == 0 && !item.left.empty();
}

QStringList itemLines(const PlanItem& item, const OrganizationNames& organizations)
{
    QString head = itemTitle(item);
    if (!item.organizationId.isNull())
        head += QStringLiteral(" — ") + organizationText(item.organizationId, organizations);
    QStringList lines{head};
    for (const PlanStep& step : item.steps)
        lines << QStringLiteral("  %1  ").arg(placeTitle(step.place()), -9) + stepLine(step, organizations);
    for (size_t place = 0; place < item.left.size(); ++place) {
        const Skipped& left = item.left[place];
        if (!isSaid(item, place))
            continue;
        //: %1 is a sentence that says why something is left as it is
        lines << QStringLiteral("  ") + PlanText::tr("left as it is: %1").arg(sentenceOf(left));
    }
    if (item.steps.empty() && item.left.empty())
        lines << QStringLiteral("  ") + PlanText::tr("nothing to do");
    return lines;
}

QString titleWithOwner(const QString& title, const Plan& plan, const OrganizationNames& organizations)
{
    OrganizationId owner;
    InstanceName name;
    int changed = 0;
    for (const PlanItem& item : plan.items) {
        if (item.steps.empty())
            continue;
        if (changed > 0 && (owner.isNull() || item.organizationId != owner))
            return title;
        owner = item.organizationId;
        name = item.name;
        ++changed;
    }
    if (!owner.isNull())
        return title + QStringLiteral(" · ") + organizationText(owner, organizations);
    return name.isEmpty() ? title : title + QStringLiteral(" · ") + name.text();
}

QStringList groupLines(const PlanGroup& group, const OrganizationNames& organizations, NameForm form)
{
    const QString of = group.phone ? group.phone->text() : organizationText(group.organizationId, organizations);
    const int count = static_cast<int>(group.members.size());
    //: %1 is an organization or a phone number, %n the number of its instances
    QStringList lines{PlanText::tr("%1: %n instance(s)", nullptr, count).arg(of)};
    if (group.left) {
        const std::vector<InstanceName> shortened =
            form == NameForm::Short ? group.members : std::vector<InstanceName>();
        //: %1 is a sentence that says why something is left as it is
        lines << QStringLiteral("  ") + PlanText::tr("left as it is: %1").arg(sentenceOf(*group.left, shortened));
        if (group.survivor) {
            //: %1 is the name of an instance, %2 why it would be kept
            lines << QStringLiteral("  ") + PlanText::tr("Steward would keep %1 (%2)")
                                                .arg(nameText(*group.survivor, form), lineOf(group.score));
        }
        return lines;
    }
    //: %1 is the name of an instance, %2 why it is kept
    lines << QStringLiteral("  ") +
                 PlanText::tr("keep %1 (%2)").arg(nameText(*group.survivor, form), lineOf(group.score));
    return lines;
}

void tellPlan(const Plan& plan, const OrganizationNames& organizations, const std::function<void(const QString&)>& tell)
{
    const auto tellAll = [&tell](const QStringList& lines) { std::ranges::for_each(lines, tell); };
    std::map<int, std::vector<size_t>> ofGroups;
    size_t place = 0;
    for (const PlanItem& item : plan.items) {
        if (!item.group)
            tellAll(itemLines(item, organizations));
        else
            ofGroups[*item.group].push_back(place);
        ++place;
    }
    for (size_t index = 0; index < plan.groups.size(); ++index) {
        tellAll(groupLines(plan.groups[index], organizations));
        for (const size_t each : ofGroups[static_cast<int>(index)])
            tellAll(itemLines(*plan.items.at(each), organizations));
    }
    tell(summaryLine(plan.tally()));
}

QStringList planLines(const Plan& plan, const OrganizationNames& organizations)
{
    QStringList lines;
    tellPlan(plan, organizations, [&lines](const QString& line) { lines << line; });
    return lines;
}

} // namespace steward
