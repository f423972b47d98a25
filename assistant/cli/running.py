"""`assistant run`."""

import os
from dataclasses import replace

from assistant.cli.ending import finish
from assistant.cli.options import (
    AreaOption,
    BrokerHostOption,
    BrokerOption,
    DataDir,
    DownloadOption,
    HomeFile,
    MicrophoneOption,
    ModelOption,
    PortOption,
    SpeakerOption,
    SpeedOption,
    SttOption,
    TtsOption,
    settings_of,
)
from assistant.cli.run_options import (
    AcknowledgeOption,
    AskOption,
    DuckOption,
    FollowUpOption,
    KeepAudioOption,
    KeepJournalOption,
    LearnAtOption,
    LikenessOption,
    ListenOption,
    OnlyEnrolledOption,
    PageHostOption,
    PageOption,
    PagePortOption,
    PooledOption,
    RewriteOption,
    TextOption,
    WakeToneOption,
    WakeWordOption,
    WeighOption,
)
from assistant.settings import PAGE_TOKEN_VARIABLE
from devices.loopback import LOOPBACK


def run(
    home: HomeFile = None,
    data_dir: DataDir = None,
    broker: BrokerOption = None,
    port: PortOption = None,
    broker_host: BrokerHostOption = LOOPBACK,
    model: ModelOption = None,
    download_model: DownloadOption = False,
    area: AreaOption = None,
    wake_word: WakeWordOption = None,
    microphone: MicrophoneOption = None,
    speaker: SpeakerOption = None,
    follow_up: FollowUpOption = 0.0,
    acknowledge: AcknowledgeOption = "words",
    wake_tone: WakeToneOption = False,
    duck: DuckOption = True,
    only_enrolled: OnlyEnrolledOption = False,
    keep_audio_days: KeepAudioOption = 0,
    keep_journal_days: KeepJournalOption = 400,
    speed: SpeedOption = 1.0,
    rewrite: RewriteOption = True,
    likeness: LikenessOption = True,
    pooled: PooledOption = True,
    ask: AskOption = True,
    weigh: WeighOption = True,
    learn_at: LearnAtOption = "03:30",
    stt: SttOption = None,
    tts: TtsOption = None,
    page: PageOption = True,
    page_port: PagePortOption = None,
    page_host: PageHostOption = LOOPBACK,
    text: TextOption = False,
    listen: ListenOption = False,
) -> None:
    """Start broker, simulated home and assistant; listen, or take typed commands.

    With a microphone it waits for "hey jarvis". Without one it says so and takes typed commands.
    With standard input closed (`assistant run </dev/null`) it plays a recorded tour and ends.

    Example: `assistant run --area kitchen`
    """
    from assistant.commands.run import run_assistant

    settings = replace(
        settings_of(home, data_dir, broker),
        port=port,
        broker_host=broker_host,
        speech_model=model,
        download_model=download_model,
        area=area,
        wake_words=tuple(wake_word or ("hey_jarvis",)),
        microphone=microphone,
        speaker=speaker,
        follow_up_seconds=follow_up,
        acknowledge=acknowledge,
        wake_tone=wake_tone,
        duck=duck,
        only_enrolled=only_enrolled,
        keep_audio_days=keep_audio_days,
        keep_journal_days=keep_journal_days,
        home_speed=speed,
        rewrite=rewrite,
        rewrite_by_likeness=likeness,
        rewrite_pooled=pooled,
        rewrite_by_asking=ask,
        weigh=weigh,
        learn_at=learn_at,
        stt=stt,
        tts=tts,
        page=page,
        page_port=page_port,
        page_host=page_host,
        page_token=os.environ.get(PAGE_TOKEN_VARIABLE),
    )
    finish(run_assistant(settings, typed=text, listen=listen), starts_again=True)
