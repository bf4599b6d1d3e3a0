# Run at each build: writes STEWARD_COMMIT into HEADER, which is touched only where the commit is another one.
# SOURCE is the project's folder: a clone, or what `git archive` made of it.
set(commit "unknown")
if(EXISTS ${SOURCE}/.git)
    execute_process(COMMAND git -C ${SOURCE} describe --always --dirty=-changed --abbrev=12 --exclude=*
        OUTPUT_VARIABLE described OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE code)
    if(code EQUAL 0)
        set(commit ${described})
    endif()
else()
    file(STRINGS ${SOURCE}/installer/archived-commit archived LIMIT_COUNT 1)
    string(REGEX MATCH "^[0-9a-f]+" archived "${archived}")
    if(archived)
        string(SUBSTRING ${archived} 0 12 commit)
    endif()
endif()
file(CONFIGURE OUTPUT ${HEADER} CONTENT "#pragma once\n#define STEWARD_COMMIT \"${commit}\"\n")
