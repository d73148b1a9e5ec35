from rivage.audit.registry import EventType, register

register(
    EventType("right_noted", "a noté l’étape d’un droit ou d’un titre"),
    EventType("right_corrected", "a corrigé l’étape d’un droit ou d’un titre"),
    EventType("neutral_sender_written", "a écrit l’expéditeur neutre de son antenne"),
)
