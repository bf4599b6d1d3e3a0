# Writes OUTPUT: TEMPLATE, with what PROGRAM says of its commands in place of %COMMANDS%.
execute_process(COMMAND ${PROGRAM} __manual OUTPUT_VARIABLE commands OUTPUT_STRIP_TRAILING_WHITESPACE
    COMMAND_ERROR_IS_FATAL ANY)
file(READ ${TEMPLATE} text)
string(REPLACE "%COMMANDS%" "${commands}" text "${text}")
file(WRITE ${OUTPUT} "${text}")
