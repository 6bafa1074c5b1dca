@echo off
rem Starts AI Scheduler from its source tree; builds it first when there is no build yet.
rem After a change of the sources: delete web\target, or run "mvn -pl web -am -DskipTests package".
rem AI_SCHEDULER_JAVA_OPTS holds further Java options, JAVA_HOME the JDK (17 or newer).
setlocal
set "HOME_DIR=%~dp0"
if "%HOME_DIR:~-1%"=="\" set "HOME_DIR=%HOME_DIR:~0,-1%"
set "JAR=%HOME_DIR%\web\target\ai-scheduler.jar"
rem "bench" needs other job engines besides: built on its first use, off the class path of everything else.
set "MODULE=web"
set "MAIN=dev.aischeduler.web.Main"
set "MORE="
set "BUILT=%JAR%"
if "%~1"=="bench" (
  set "MODULE=examples/bench"
  set "MAIN=dev.aischeduler.bench.BenchMain"
  set "MORE=;%HOME_DIR%\examples\bench\target\bench.jar;%HOME_DIR%\examples\bench\target\lib\*"
  set "BUILT=%HOME_DIR%\examples\bench\target\bench.jar"
)
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java.exe"
"%JAVA%" -version >nul 2>&1
if errorlevel 1 (
  echo ai_scheduler: Java 17 or newer is needed; install a JDK and set JAVA_HOME>&2
  exit /b 1
)
if not exist "%BUILT%" (
  where mvn >nul 2>&1
  if errorlevel 1 (
    echo ai_scheduler: building needs Maven; install it and put mvn on the PATH>&2
    exit /b 1
  )
  echo ai_scheduler: building, about a minute the first time...>&2
  pushd "%HOME_DIR%"
  call mvn -B -q -pl %MODULE% -am -DskipTests -Dspotless.check.skip=true package 1>&2
  if errorlevel 1 (
    popd
    echo ai_scheduler: the build failed; its messages are above>&2
    exit /b 1
  )
  popd
)
rem What only asks a server is over before the second compiler, or a heap that is touched at once, pays.
set "PACE=-Xms112m -XX:+AlwaysPreTouch"
for %%C in (llm tts image submit bulk watch status link list cancel action dead-letters tenants keys audit lanes nodes system-jobs webhooks workflow schedule version) do if "%~1"=="%%C" set "PACE=-XX:TieredStopAtLevel=1"
"%JAVA%" "-Dai_scheduler.home=%HOME_DIR%" -Dh2.bindAddress=127.0.0.1 -Djava.awt.headless=true -Dai.djl.offline=true -Dfile.encoding=UTF-8 ^
  %PACE% -XX:+UseSerialGC -XX:MaxRAMPercentage=25 -XX:MinHeapFreeRatio=20 -XX:MaxHeapFreeRatio=40 -XX:+ExitOnOutOfMemoryError %AI_SCHEDULER_JAVA_OPTS% ^
  -cp "%JAR%;%HOME_DIR%\web\target\lib\*%MORE%" %MAIN% %*
exit /b %ERRORLEVEL%
