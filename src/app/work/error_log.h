#pragma once

#include "domain/error.h"
#include "workflows/guards/guards_apply.h"
#include "workflows/session/change_result.h"

#include <concepts>
#include <type_traits>
#include <vector>

namespace steward {

/// Sends the details of errors to the log, which is a file: on workers only. What a person stopped is none.
/// `doing` is untranslated ("Read the stores…").
void logErrors(const char* doing, const std::vector<Error>& errors);

std::vector<Error> errorsIn(const ChangeResult& result);
std::vector<Error> errorsIn(const GuardsResult& result);

/// The errors that an answer holds, however deep; none in what cannot hold any.
template<class Answer>
std::vector<Error> errorsIn(const Answer& answer)
{
    if constexpr (std::derived_from<Answer, ChangeResult>)
        return errorsIn(static_cast<const ChangeResult&>(answer));
    else if constexpr (requires { answer.result; })
        return errorsIn(answer.result);
    else if constexpr (requires { Error(*answer.refusal); })
        return answer.refusal ? std::vector<Error>{*answer.refusal} : std::vector<Error>{};
    else if constexpr (requires { answer.profile.error(); }) // each profile's file is read by itself
        return answer.profile ? std::vector<Error>{} : std::vector<Error>{answer.profile.error()};
    else
        return {};
}

template<class Answer>
std::vector<Error> errorsIn(const std::vector<Answer>& answers)
{
    std::vector<Error> errors;
    for (const Answer& answer : answers) {
        const std::vector<Error> more = errorsIn(answer);
        errors.insert(errors.end(), more.begin(), more.end());
    }
    return errors;
}

template<class Answer>
std::vector<Error> errorsIn(const Result<Answer>& answer)
{
    if (!answer)
        return {answer.error()};
    if constexpr (std::is_void_v<Answer>)
        return {};
    else
        return errorsIn(*answer);
}

} // namespace steward
