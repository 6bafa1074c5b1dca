@echo off
rem Stops and removes the service; jobs, results and the configuration stay in %ProgramData%\AI Scheduler. Tried in Wine, not on Windows.
nssm stop "AI Scheduler"
nssm remove "AI Scheduler" confirm
exit /b %ERRORLEVEL%
