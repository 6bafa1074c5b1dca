@echo off
rem Starts AI Scheduler from a package; it needs Java 17 or newer.
rem AI_SCHEDULER_JAVA_OPTS holds further Java options, JAVA_HOME the Java to use.
setlocal
set "HOME_DIR=%~dp0"
if "%HOME_DIR:~-1%"=="\" set "HOME_DIR=%HOME_DIR:~0,-1%"
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java.exe"
if exist "%HOME_DIR%\runtime\bin\java.exe" set "JAVA=%HOME_DIR%\runtime\bin\java.exe"
"%JAVA%" -version >nul 2>&1
if errorlevel 1 (
  echo ai_scheduler: Java 17 or newer is needed; install one and set JAVA_HOME>&2
  exit /b 1
)
rem What only asks a server is over before the second compiler, or a heap that is touched at once, pays.
set "PACE=-Xms112m -XX:+AlwaysPreTouch"
for %%C in (llm tts image submit bulk watch status link list cancel action dead-letters tenants keys audit lanes nodes system-jobs webhooks workflow schedule version) do if "%~1"=="%%C" set "PACE=-XX:TieredStopAtLevel=1"
rem launcher.jar names the jars that belong to this version.
"%JAVA%" "-Dai_scheduler.home=%HOME_DIR%" -Dh2.bindAddress=127.0.0.1 -Djava.awt.headless=true -Dai.djl.offline=true -Dfile.encoding=UTF-8 ^
  %PACE% -XX:+UseSerialGC -XX:MaxRAMPercentage=25 -XX:MinHeapFreeRatio=20 -XX:MaxHeapFreeRatio=40 -XX:+ExitOnOutOfMemoryError ^
  -cp "%HOME_DIR%\lib\launcher.jar" %AI_SCHEDULER_JAVA_OPTS% dev.aischeduler.web.Main %*
exit /b %ERRORLEVEL%
